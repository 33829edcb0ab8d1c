/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINTED_H
#define PRINTED_H

/* Whether what was printed on standard output has arrived there: 0, or FILES with a message said.
 */
int printed(void);

#endif
