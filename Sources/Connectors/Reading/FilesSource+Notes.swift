extension FilesSource {
  static let notes = """
    The files of a pattern are read in the order of the bytes of their paths, and each file once.
    `*`, `?` and `[…]` stand for characters of one name, `**` for any number of folders; hidden
    names need a dot in the pattern; `\\` makes `*`, `?` and `[` plain characters. A pattern
    passes folders over. gzip and zstd are known by their first bytes (`1f 8b`, `28 b5 2f fd`),
    whatever the name; several members or frames one behind the other are one file. A packed file
    that is cut off or damaged gives what stands before, and is then a failed input.

    ### Following

    ```yaml
    use: files
    path: logs/app.log*
    format: combined
    follow: true
    ```

    With `follow: true` the source never ends: what is added to the files is read, and files that
    appear, in new folders of `**` too. A pattern may match nothing yet. A file is known by its
    inode and the first 1,024 bytes of its content, so nothing is read twice, and nothing passed
    over, when it is

    * renamed (`app.log` to `app.log.1`), under a name that the pattern gives or not;
    * copied and emptied (`copytruncate`): the copy goes on where reading stopped, the emptied file
      begins anew, and so does one whose beginning is another one;
    * packed (`app.log.1` to `app.log.1.gz`), also while nobody reads;
    * deleted: it is held open and read to its end;
    * replaced by another one that gets its inode.

    A piece of a line waits for its end. Only when the file was put aside, and nothing was added for
    `rotate_wait`, is such a piece a record. A packed file is read when it is whole: when the file that
    it was made of is gone, else when it did not change for `rotate_wait`. A copy of a file that is
    still there is not read.

    Copies and packed files are looked for in the folder of the file, under names that differ by
    numbers behind `.`, `-` or `_`, and by `.gz`, `.zst`, `.old` or `.bak` at the end.

    Let the pattern give the names of files that were put aside (`app.log*`): who follows `app.log`
    alone does not see what was created and put aside again within a second, or while nobody
    read.

    With `run.checkpoint` the places are kept, and the next run goes on there; without it they are
    forgotten at the end. `start: end` passes over what is there when a first run begins; lines are
    numbered from there. Names are looked at every second, sizes four times a second; the kernel
    tells of most changes at once, but not of those that other machines make in a shared folder.
    At most 100,000 files are followed, of which 512 are held open, and the kernel watches 4,096
    folders. A file has its turn for 16 MiB, then the others have theirs.

    ### A queue of folders

    ```yaml
    use: files
    queue: { in: logs/in, processing: logs/processing, archive: logs/archive }
    format: cloudfront
    ```

    All files of the folder `in` are moved to `processing/run=RUN/` and read there; what a run that
    was killed has left there comes first. What is safe under final names moves on to
    `archive/run=RUN/`: at each checkpoint, without `run.checkpoint` at the end. When the last file of
    a run is there, `archive/run=RUN/_SUCCESS` is made. `RUN` is what `{run}` stands for in the paths
    of sinks. Files whose names begin with `.` or `_` stay where they are. The three folders belong to
    one file system, since files are renamed, and to one run at a time. Move files into `in` when they
    are whole.
    """
}
