# SPDX-License-Identifier: Apache-2.0
# Rscript days.R TRIPLES TARIFS RPSS: the job of naive.c, as PMSI users write it in R: read_fwf, joins.
suppressPackageStartupMessages({ library(readr); library(dplyr) })
path <- commandArgs(trailingOnly = TRUE)
periods <- tibble(periode = 1:4, premier = c(1, 5, 10, 31), dernier = c(4, 9, 30, Inf))
triples <- read_delim(path[1], ";", col_names = c("mpp", "mpa", "ik", paste0("g", 1:4)), col_types = "ccciiii")
ght <- bind_rows(lapply(1:4, function(p)
  transmute(triples, mpp, mpa, ik, periode = p, ght = .data[[paste0("g", p)]])))
tarifs <- read_delim(path[2], ";", col_types = "iccid",
                     col_names = c("campagne", "secteur", "type_domicile", "ght", "centimes"))
rpss <- read_fwf(path[3], fwf_cols(format = c(1, 3), type_domicile = c(76, 76), debut_sequence = c(110, 117),
                                   mpp = c(126, 127), mpa = c(128, 129), ik = c(140, 142), debut = c(163, 170),
                                   fin = c(171, 178)),
                 col_types = "cccccccc", progress = FALSE)
jour <- function(text) as.integer(as.Date(text, "%d%m%Y"))
lignes <- mutate(rpss, ligne = row_number(), avant = jour(debut_sequence) - 1L, de = jour(debut) - avant,
                 a = jour(fin) - avant, annee = as.integer(substr(fin, 5, 8)),
                 campagne = annee - as.integer(annee < 2026L & substr(fin, 3, 4) < "03"),
                 secteur = if_else(substr(format, 3, 3) %in% c("C", "E", "G"), "ex-OQN", "ex-DGF"))
zones <- bind_rows(lapply(1:4, function(p)
  lignes %>% mutate(periode = p, jours = pmin(a, periods$dernier[p]) - pmax(de, periods$premier[p]) + 1) %>%
    filter(jours > 0))) %>%
  left_join(ght, by = c("mpp", "mpa", "ik", "periode")) %>%
  left_join(tarifs, by = c("campagne", "secteur", "type_domicile", "ght"))
cat(sprintf("%d;%.0f;%.0f\n", nrow(rpss), sum(zones$jours), sum(zones$jours * zones$centimes, na.rm = TRUE)))
