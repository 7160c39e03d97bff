// libcurl, opened when somebody asks for it: programs that download nothing neither need it nor load
// it and the thirty libraries behind it.
#ifndef CCURL_H
#define CCURL_H

#include <stddef.h>
#include <stdint.h>

typedef struct ccurl_transfer ccurl_transfer;

/// Takes bytes; anything but `size * count` ends the transfer.
typedef size_t (*ccurl_take)(char *bytes, size_t size, size_t count, void *owner);
/// Asked about once a second; anything but 0 ends the transfer.
typedef int (*ccurl_watch)(void *owner, int64_t, int64_t, int64_t, int64_t);

/// Options, information and results by libcurl's own numbers, which are fixed for ever; where its
/// header is there, the compiler compares them.
enum {
  CCURL_URL = 10002,
  CCURL_PROXY = 10004,
  CCURL_USER_AGENT = 10018,
  CCURL_CA_FILE = 10065,
  CCURL_USER = 10173,
  CCURL_PASSWORD = 10174,
  CCURL_LOW_SPEED_LIMIT = 19,
  CCURL_LOW_SPEED_TIME = 20,
  CCURL_FAIL_ON_ERROR = 45,
  CCURL_FOLLOW = 52,
  CCURL_MOST_REDIRECTS = 68,
  CCURL_FILE_TIME = 69,
  CCURL_NO_SIGNAL = 99,
  CCURL_AUTH = 107,
  CCURL_TIMEOUT_MS = 155,
  CCURL_CONNECT_TIMEOUT_MS = 156,
  CCURL_PROTOCOLS = 181,
  CCURL_REDIRECT_PROTOCOLS = 182,
};

enum { CCURL_AUTH_BASIC = 1, CCURL_PROTOCOL_HTTP = 1, CCURL_PROTOCOL_HTTPS = 2 };

enum {
  CCURL_INFO_STATUS = 0x200000 + 2,
  CCURL_INFO_FILE_TIME = 0x200000 + 14,
};

enum {
  CCURL_OK = 0,
  CCURL_UNKNOWN_PROTOCOL = 1,
  CCURL_UNKNOWN_HOST = 6,
  CCURL_NO_CONNECTION = 7,
  CCURL_HTTP2 = 16,
  CCURL_PARTIAL = 18,
  CCURL_HTTP_ERROR = 22,
  CCURL_WRITE_ERROR = 23,
  CCURL_TIMED_OUT = 28,
  CCURL_NO_TLS = 35,
  CCURL_ABORTED = 42,
  CCURL_REDIRECTS = 47,
  CCURL_NO_ANSWER = 52,
  CCURL_SEND = 55,
  CCURL_RECEIVE = 56,
  CCURL_CERTIFICATE = 60,
  CCURL_CA_UNREADABLE = 77,
  CCURL_HTTP2_STREAM = 92,
};

/// Opens libcurl: of `$RICHLINE_LIBCURL`, or of its usual names. 0 when it is there. Not to be called
/// by two threads at once.
int ccurl_open(void);

/// NULL when there is no memory; `ccurl_open` was called.
ccurl_transfer *ccurl_new(void);
void ccurl_free(ccurl_transfer *transfer);

/// 0 when the option was taken.
int ccurl_set_text(ccurl_transfer *transfer, int option, const char *value);
int ccurl_set_number(ccurl_transfer *transfer, int option, long value);
/// A header line of the request; copied.
int ccurl_add_header(ccurl_transfer *transfer, const char *line);
void ccurl_set_owner(
  ccurl_transfer *transfer, void *owner, ccurl_take body, ccurl_take header, ccurl_watch watch);

/// Does it; gives one of the results.
int ccurl_perform(ccurl_transfer *transfer);
/// -1 when it is not known.
long ccurl_info(ccurl_transfer *transfer, int which);
/// What a result means, in libcurl's words.
const char *ccurl_words(int result);

#endif
