/* SPDX-License-Identifier: Apache-2.0 */
/* What tests ask of an engine beyond the public calls. */
#ifndef ENGINE_H
#define ENGINE_H

#include "fast.h"

/* The engine's plan of the fast way; it goes with the engine. */
struct plan *engine_plan(had_engine *engine);

#endif
