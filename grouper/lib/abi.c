/* SPDX-License-Identifier: Apache-2.0 */
/* What programs built earlier rely on. A struct that carries its size may grow at its end: then the
 * library must go on taking the size below, and write no member beyond the size it is given. The
 * others never change. */
#include "had.h"

#if UINTPTR_MAX == UINT64_MAX
#define FROZEN(type, bytes) _Static_assert(sizeof(type) == (bytes), #type " has changed")
FROZEN(had_span, 4);
FROZEN(had_part, 24);
FROZEN(had_zone, 40);
FROZEN(had_findings, 32);
FROZEN(had_finding, 16);
FROZEN(had_file, 24);
FROZEN(had_error, 792);
FROZEN(had_result, 288);
_Static_assert(offsetof(had_options, rapss) == 40, "had_options has changed before rapss");
_Static_assert(offsetof(had_classification_info, conflit) == 344,
               "had_classification_info has changed before conflit");
_Static_assert(offsetof(had_triple, min) == 34, "had_triple has changed before min");
#endif
