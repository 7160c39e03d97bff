#pragma once
/* The digests whose state is a plain value: see DigestFunction of Digests. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/md5.h>
#include <openssl/sha.h>
