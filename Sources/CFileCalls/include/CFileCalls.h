#pragma once

/// Calls of the kernel that Swift's C library does not show.

/// Has the kernel begin with bringing a part of a file to the disk.
int cf_begin_sync(int descriptor, long long offset, long long count);
