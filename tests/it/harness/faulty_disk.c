/* Spoils system calls on files whose path has a given text in it, as a failing disk or a kill does, and the making of
 * threads, whose "path" is "thread". Loaded before the C library.
 *
 * FAULTY_DISK is "TEXT:CALL:FIRST:FAULT": from the FIRST call of that kind on (1, 2, ...) the FAULT is the number of an
 * error, "half" (half of the bytes are written), "interrupted" (every other call is), "terminate" (SIGTERM comes, and the
 * call takes its time), "slow" (it takes its time, once) or "kill". */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum fault { NONE, HALF, FAILS };

static atomic_long calls;

static enum fault fault_of(const char *call, const char *path) {
    const char *wanted = getenv("FAULTY_DISK");
    char text[256], kind[32], fault[32];
    long first;
    if (!wanted || sscanf(wanted, "%255[^:]:%31[^:]:%ld:%31s", text, kind, &first, fault) != 4) return NONE;
    if (strcmp(kind, call) || !strstr(path, text)) return NONE;
    long count = atomic_fetch_add(&calls, 1) + 1;
    if (count < first) return NONE;
    if (!strncmp(fault, "once", 4)) {
        if (count > first) return NONE;
        errno = atoi(fault + 4);
        return FAILS;
    }
    if (!strcmp(fault, "kill")) raise(SIGKILL);
    if (!strcmp(fault, "terminate")) {
        kill(getpid(), SIGTERM);
        usleep(500 * 1000);
        return NONE;
    }
    if (!strcmp(fault, "slow")) {
        if (count == first) usleep(500 * 1000);
        return NONE;
    }
    if (!strcmp(fault, "half")) return HALF;
    if (!strcmp(fault, "interrupted")) {
        errno = EINTR;
        return count % 2 ? FAILS : NONE;
    }
    errno = atoi(fault);
    return FAILS;
}

static enum fault fault_at(const char *call, int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return NONE;
    path[length] = 0;
    return fault_of(call, path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t length) {
    switch (fault_at("write", fd)) {
    case FAILS: return -1;
    case HALF: return REAL(write)(fd, bytes, length > 1 ? length / 2 : length);
    default: return REAL(write)(fd, bytes, length);
    }
}

int fsync(int fd) { return fault_at("fsync", fd) == FAILS ? -1 : REAL(fsync)(fd); }

int flock(int fd, int operation) { return fault_at("flock", fd) == FAILS ? -1 : REAL(flock)(fd, operation); }

int unlink(const char *path) { return fault_of("unlink", path) == FAILS ? -1 : REAL(unlink)(path); }

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
    if (fault_of("thread", "thread") == FAILS) return errno;
    return REAL(pthread_create)(thread, attributes, start, argument);
}
