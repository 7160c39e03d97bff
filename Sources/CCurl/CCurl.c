#include "CCurl.h"

#include <dlfcn.h>
#include <stdlib.h>

#if __has_include(<curl/curl.h>)
#include <curl/curl.h>
#define SAME(ours, theirs) _Static_assert((int)(ours) == (int)(theirs), #theirs)
SAME(CCURL_URL, CURLOPT_URL);
SAME(CCURL_PROXY, CURLOPT_PROXY);
SAME(CCURL_USER_AGENT, CURLOPT_USERAGENT);
SAME(CCURL_CA_FILE, CURLOPT_CAINFO);
SAME(CCURL_USER, CURLOPT_USERNAME);
SAME(CCURL_PASSWORD, CURLOPT_PASSWORD);
SAME(CCURL_LOW_SPEED_LIMIT, CURLOPT_LOW_SPEED_LIMIT);
SAME(CCURL_LOW_SPEED_TIME, CURLOPT_LOW_SPEED_TIME);
SAME(CCURL_FAIL_ON_ERROR, CURLOPT_FAILONERROR);
SAME(CCURL_FOLLOW, CURLOPT_FOLLOWLOCATION);
SAME(CCURL_MOST_REDIRECTS, CURLOPT_MAXREDIRS);
SAME(CCURL_FILE_TIME, CURLOPT_FILETIME);
SAME(CCURL_NO_SIGNAL, CURLOPT_NOSIGNAL);
SAME(CCURL_AUTH, CURLOPT_HTTPAUTH);
SAME(CCURL_TIMEOUT_MS, CURLOPT_TIMEOUT_MS);
SAME(CCURL_CONNECT_TIMEOUT_MS, CURLOPT_CONNECTTIMEOUT_MS);
SAME(CCURL_INFO_STATUS, CURLINFO_RESPONSE_CODE);
SAME(CCURL_INFO_FILE_TIME, CURLINFO_FILETIME);
SAME(CCURL_UNKNOWN_HOST, CURLE_COULDNT_RESOLVE_HOST);
SAME(CCURL_NO_CONNECTION, CURLE_COULDNT_CONNECT);
SAME(CCURL_PARTIAL, CURLE_PARTIAL_FILE);
SAME(CCURL_HTTP_ERROR, CURLE_HTTP_RETURNED_ERROR);
SAME(CCURL_WRITE_ERROR, CURLE_WRITE_ERROR);
SAME(CCURL_TIMED_OUT, CURLE_OPERATION_TIMEDOUT);
SAME(CCURL_NO_TLS, CURLE_SSL_CONNECT_ERROR);
SAME(CCURL_ABORTED, CURLE_ABORTED_BY_CALLBACK);
SAME(CCURL_REDIRECTS, CURLE_TOO_MANY_REDIRECTS);
SAME(CCURL_NO_ANSWER, CURLE_GOT_NOTHING);
SAME(CCURL_SEND, CURLE_SEND_ERROR);
SAME(CCURL_RECEIVE, CURLE_RECV_ERROR);
SAME(CCURL_CERTIFICATE, CURLE_PEER_FAILED_VERIFICATION);
SAME(CCURL_CA_UNREADABLE, CURLE_SSL_CACERT_BADFILE);
SAME(CCURL_HTTP2_STREAM, CURLE_HTTP2_STREAM);
#endif

enum {
  OPTION_BODY_OWNER = 10001,
  OPTION_HEADERS = 10023,
  OPTION_HEADER_OWNER = 10029,
  OPTION_WATCH_OWNER = 10057,
  OPTION_BODY = 20011,
  OPTION_HEADER = 20079,
  OPTION_WATCH = 20219,
  OPTION_NO_WATCH = 43,
  GLOBAL_ALL = 3,
};

struct ccurl_transfer {
  void *handle;
  void *headers;
};

static struct {
  void *library;
  int (*global_init)(long);
  void *(*easy_init)(void);
  void (*easy_cleanup)(void *);
  int (*easy_setopt)(void *, int, ...);
  int (*easy_perform)(void *);
  int (*easy_getinfo)(void *, int, ...);
  const char *(*easy_strerror)(int);
  void *(*slist_append)(void *, const char *);
  void (*slist_free_all)(void *);
} curl;

static int find(void **function, const char *name) {
  *function = dlsym(curl.library, name);
  return *function != NULL;
}

static int find_all(void) {
  return find((void **)&curl.global_init, "curl_global_init")
      && find((void **)&curl.easy_init, "curl_easy_init")
      && find((void **)&curl.easy_cleanup, "curl_easy_cleanup")
      && find((void **)&curl.easy_setopt, "curl_easy_setopt")
      && find((void **)&curl.easy_perform, "curl_easy_perform")
      && find((void **)&curl.easy_getinfo, "curl_easy_getinfo")
      && find((void **)&curl.easy_strerror, "curl_easy_strerror")
      && find((void **)&curl.slist_append, "curl_slist_append")
      && find((void **)&curl.slist_free_all, "curl_slist_free_all");
}

int ccurl_open(void) {
  const char *stated = getenv("RICHLINE_LIBCURL");
  const char *usual[] = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl-nss.so.4", "libcurl.so"};
  if (stated != NULL && *stated != 0) {
    curl.library = dlopen(stated, RTLD_NOW | RTLD_LOCAL);
  } else {
    for (size_t i = 0; curl.library == NULL && i < sizeof usual / sizeof *usual; i++)
      curl.library = dlopen(usual[i], RTLD_NOW | RTLD_LOCAL);
  }
  if (curl.library == NULL || !find_all()) return -1;
  return curl.global_init(GLOBAL_ALL);
}

ccurl_transfer *ccurl_new(void) {
  ccurl_transfer *transfer = calloc(1, sizeof *transfer);
  if (transfer == NULL) return NULL;
  transfer->handle = curl.easy_init();
  if (transfer->handle != NULL) return transfer;
  free(transfer);
  return NULL;
}

void ccurl_free(ccurl_transfer *transfer) {
  curl.easy_cleanup(transfer->handle);
  curl.slist_free_all(transfer->headers);
  free(transfer);
}

int ccurl_set_text(ccurl_transfer *transfer, int option, const char *value) {
  return curl.easy_setopt(transfer->handle, option, value);
}

int ccurl_set_number(ccurl_transfer *transfer, int option, long value) {
  return curl.easy_setopt(transfer->handle, option, value);
}

int ccurl_add_header(ccurl_transfer *transfer, const char *line) {
  void *headers = curl.slist_append(transfer->headers, line);
  if (headers == NULL) return -1;
  transfer->headers = headers;
  return curl.easy_setopt(transfer->handle, OPTION_HEADERS, headers);
}

void ccurl_set_owner(
  ccurl_transfer *transfer, void *owner, ccurl_take body, ccurl_take header, ccurl_watch watch) {
  void *handle = transfer->handle;
  curl.easy_setopt(handle, OPTION_BODY, body);
  curl.easy_setopt(handle, OPTION_BODY_OWNER, owner);
  curl.easy_setopt(handle, OPTION_HEADER, header);
  curl.easy_setopt(handle, OPTION_HEADER_OWNER, owner);
  curl.easy_setopt(handle, OPTION_WATCH, watch);
  curl.easy_setopt(handle, OPTION_WATCH_OWNER, owner);
  curl.easy_setopt(handle, OPTION_NO_WATCH, 0L);
}

int ccurl_perform(ccurl_transfer *transfer) { return curl.easy_perform(transfer->handle); }

long ccurl_info(ccurl_transfer *transfer, int which) {
  long value = -1;
  return curl.easy_getinfo(transfer->handle, which, &value) == 0 ? value : -1;
}

const char *ccurl_words(int result) { return curl.easy_strerror(result); }
