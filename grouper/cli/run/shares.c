/* SPDX-License-Identifier: Apache-2.0 */
#include "shares.h"

#include <stdlib.h>

#include "os/os.h"

struct shared {
    struct os_lock *lock; /* held to take the next part */
    size_t next, count;
    void (*part)(void *context, size_t n);
    void *context;
};

static void run(void *context)
{
    struct shared *shared = context;
    for (;;) {
        os_lock_take(shared->lock);
        size_t n = shared->next < shared->count ? shared->next++ : shared->count;
        os_lock_leave(shared->lock);
        if (n == shared->count)
            return;
        shared->part(shared->context, n);
    }
}

void shares_run(size_t jobs, size_t count, void (*part)(void *context, size_t n), void *context)
{
    struct shared shared = {NULL, 0, count, part, context};
    size_t threads = jobs < count ? jobs : count;
    struct os_thread **thread = threads > 1 ? calloc(threads, sizeof(struct os_thread *)) : NULL;
    shared.lock = thread ? os_lock_new() : NULL;
    if (shared.lock) {
        for (size_t i = 1; i < threads; i++)
            thread[i] = os_thread_start(run, &shared);
        run(&shared);
        for (size_t i = 1; i < threads; i++)
            if (thread[i])
                os_thread_join(thread[i]);
        os_lock_free(shared.lock);
    } else { /* alone, or for want of memory: the same work, by this thread */
        for (size_t n = 0; n < count; n++)
            part(context, n);
    }
    free(thread);
}
