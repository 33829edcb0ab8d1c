/* SPDX-License-Identifier: Apache-2.0 */
#include "piece.h"

#include "cli/base/status.h"
#include "line.h"
#include "together.h"

int piece_run(struct worker *worker, const struct piece *piece, struct sink *messages)
{
    const struct batch *batch = worker->terms->batch;
    const unsigned char *p = piece->bytes, *end = piece->size > 0 ? p + piece->size : p;
    struct item item = {.file = piece->file,
                        .line = piece->before,
                        .result = &worker->result,
                        .file_finess = piece->finess,
                        .chain = batch->chained ? &worker->chain : NULL,
                        .worker = worker};
    worker->input = piece->input;
    messages_start(&worker->messages, messages, piece->file);
    if (batch->begin_piece)
        batch->begin_piece(worker->own, piece);
    bool on = line_blanks(worker, &item, piece->blanks);
    while (on && p < end) {
        item.bytes = p;
        if (worker->rests > 0) {
            worker->rests--;
        } else if (worker->takes_usual) {
            on = together_run(worker, &item, (size_t)(end - p));
            p += worker->usual.bytes;
            item.bytes = p;
            if (!on || p == end || worker->usual.count == HAD_USUAL_MAX)
                continue;
        }
        item.line++;
        on = batch->only_chained ? line_chain(worker, &item, (size_t)(end - p))
                                 : line_run(worker, &item, (size_t)(end - p));
        p = item.bytes + item.length;
    }
    messages_end(&worker->messages);
    if (batch->end_piece && !batch->end_piece(worker->own) && worker->status == DONE)
        worker->status = FILES;
    debris_add(&worker->tally.debris, &piece->debris);
    worker->tally.lines += piece->debris.lines;
    return worker->status;
}
