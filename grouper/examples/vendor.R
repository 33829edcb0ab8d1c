# SPDX-License-Identifier: Apache-2.0
#
# R without a compiler: .C passes everything by address, and the had_ref_ calls take it so.
#
#     Rscript vendor.R fixtures/rpss.txt        (HAD_LIBRARY: where libhad is)

dyn.load(Sys.getenv("HAD_LIBRARY", "libhad.so"))

check <- function(status, what) {
  if (status != 0) stop(what, ": status ", status, call. = FALSE)
}

# A handle: tables and engine.
had_new <- function(classification = "essai") {
  made <- .C("had_ref_new", handle = raw(8), status = 0L)
  check(made$status, "had_ref_new")
  loaded <- .C("had_ref_classification", made$handle, classification, status = 0L)
  check(loaded$status, classification)
  made$handle
}

# Records of a block of whole lines (raw bytes), as a data frame; amounts in centimes. Zones are
# matrices of four columns.
had_lines <- function(handle, bytes) {
  n <- sum(bytes == as.raw(10)) + 1L
  out <- .C("had_ref_lines", handle, bytes, as.double(length(bytes)), n, used = 0, done = 0L,
            status = 0L, outcome = integer(n), code = integer(n), ghpc = integer(n),
            debut = integer(n), fin = integer(n), jours = integer(n), ght = integer(4 * n),
            zone_jours = integer(4 * n), tarif = integer(4 * n), zone_montant = double(4 * n),
            montant = double(n))
  check(out$status, "had_ref_lines")
  rows <- seq_len(out$done)
  records <- as.data.frame(out[c("outcome", "code", "ghpc", "debut", "fin", "jours", "montant")])
  records <- records[rows, ]
  for (name in c("ght", "zone_jours", "tarif", "zone_montant"))
    records[[name]] <- matrix(out[[name]], ncol = 4, byrow = TRUE)[rows, , drop = FALSE]
  records
}

path <- commandArgs(trailingOnly = TRUE)[1]
handle <- had_new()
records <- had_lines(handle, readBin(path, "raw", file.size(path)))
handle <- .C("had_ref_free", handle)[[1]]

amount <- sum(records$montant)
cat(sprintf("records %d\ngrouped %d\nblocked %d\nrejected %d\ndays %d\namount %.0f.%02.0f\n",
            nrow(records), sum(records$outcome == 0), sum(records$outcome == 1),
            sum(records$outcome == 2), sum(records$jours), amount %/% 100, amount %% 100))
