#define _GNU_SOURCE
#include "CFileCalls.h"

#include <fcntl.h>

int cf_begin_sync(int descriptor, long long offset, long long count) {
  return sync_file_range(descriptor, offset, count, SYNC_FILE_RANGE_WRITE);
}
