/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CAUSE_H
#define CAUSE_H

/* What went wrong in a call to the system, from its errno, in the language of messages. Holds until
 * the next call from the same thread. */
const char *cause_of(int error);
/* The same for errno. */
const char *cause(void);

#endif
