# Every design by its R call and in the words of stats.Design.

# --- schools ---
design("strat", "apistrat", "svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat)",
       weights = "pw", strata = "stype", population = "fpc")
design("stratwr", "apistrat", "svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat)",
       weights = "pw", strata = "stype")
design("srs", "apisrs", "svydesign(id = ~1, weights = ~pw, fpc = ~fpc, data = apisrs)", weights = "pw", population = "fpc")
design("clus1", "apiclus1", "svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1)",
       weights = "pw", clusters = "dnum", population = "fpc")
design("clus1wr", "apiclus1", "svydesign(id = ~dnum, weights = ~pw, data = apiclus1)", weights = "pw", clusters = "dnum")
design("clus2", "apiclus2", "svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)",
       clusters = c("dnum", "snum"), population = c("fpc1", "fpc2"))
design("clus2wr", "apiclus2", "svydesign(id = ~dnum + snum, weights = ~pw, data = apiclus2)",
       weights = "pw", clusters = c("dnum", "snum"))

# --- calibrated: totals of the school types, and of schools that met their target ---
types <- list(E = 4421, H = 755, M = 1018)
wide <- list(No = 1072, Yes = 5122)
totals <- c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122)
both <- list(margins = c("stype", "sch.wide"), targets = list(types, wide))
limits <- c(0.6, 1.8)
calibrated <- function(name, base, data, options, ...) {
  call <- sprintf("calibrate(%s, ~stype + sch.wide, totals, %sepsilon = 1e-12, maxit = 500)", base, options)
  design(name, data, call, base = base, calibrated = c(both, list(...)))
}
calibrated("raked1", "clus1", "apiclus1", "calfun = \"raking\", ", method = "raking")
calibrated("raked2", "clus2", "apiclus2", "calfun = \"raking\", ", method = "raking")
calibrated("linear1", "clus1", "apiclus1", "", method = "linear")
calibrated("linear2", "clus2", "apiclus2", "", method = "linear")
calibrated("cut1", "clus1", "apiclus1", "bounds = limits, ", method = "linear", bounds = limits)
calibrated("logit1", "clus1", "apiclus1", "calfun = \"logit\", bounds = limits, ", method = "logit", bounds = limits)
calibrated("rakedsrs", "srs", "apisrs", "calfun = \"raking\", ", method = "raking")
calibrated("logitsrs", "srs", "apisrs", "calfun = \"logit\", bounds = limits, ", method = "logit", bounds = limits)
design("post1", "apiclus1", "postStratify(clus1, ~stype, data.frame(stype = c(\"E\", \"H\", \"M\"), Freq = unlist(types)))",
       base = "clus1", calibrated = list(margins = I("stype"), targets = list(types), method = "raking"))
design("post2", "apiclus2", "postStratify(clus2, ~stype, data.frame(stype = c(\"E\", \"H\", \"M\"), Freq = unlist(types)))",
       base = "clus2", calibrated = list(margins = I("stype"), targets = list(types), method = "raking"))

# --- health, helmets, votes, attitudes, counties ---
design("health", "nhanes", "svydesign(id = ~psu, strata = ~stratum, weights = ~weight, nest = TRUE, data = nhanes)",
       weights = "weight", strata = "stratum", clusters = "psu", nested = TRUE)
design("helmets", "yrbs", "svydesign(id = ~psu, strata = ~stratum, weights = ~weight, nest = TRUE, data = yrbs)",
       weights = "weight", strata = "stratum", clusters = "psu", nested = TRUE)
design("votes", "election", "svydesign(id = ~1, weights = ~wt, data = election)", weights = "wt")
design("adults", "gss", "svydesign(id = ~1, weights = ~weight, data = gss)", weights = "weight")
design("years", "gss", "svydesign(id = ~1, strata = ~year, weights = ~weight, data = gss)", weights = "weight", strata = "year")
design("counties", "midwest", "svydesign(id = ~1, strata = ~state, fpc = ~counties, data = midwest)",
       strata = "state", population = "counties")

# --- by formula: three stages, nested names, weights of 0 and of a million ---
design("towns", "made", "svydesign(id = ~town, strata = ~stratum, weights = ~weight, data = made)",
       weights = "weight", strata = "stratum", clusters = "town")
design("nested", "made", "svydesign(id = ~townno, strata = ~stratum, weights = ~weight, fpc = ~towns, nest = TRUE, data = made)",
       weights = "weight", strata = "stratum", clusters = "townno", population = "towns", nested = TRUE)
design("three", "made", "svydesign(id = ~town + house + person, strata = ~stratum, fpc = ~towns + houses + people, data = made)",
       strata = "stratum", clusters = c("town", "house"), population = c("towns", "houses", "people"))
design("two", "made", "svydesign(id = ~town + house, strata = ~stratum, weights = ~weight, fpc = ~towns + houses, data = made)",
       weights = "weight", strata = "stratum", clusters = c("town", "house"), population = c("towns", "houses"))
design("zeros", "made", "svydesign(id = ~town, strata = ~stratum, weights = ~zeros, data = made)",
       weights = "zeros", strata = "stratum", clusters = "town")
design("huge", "made", "svydesign(id = ~town, weights = ~huge, data = made)", weights = "huge", clusters = "town")
design("plain", "made", "svydesign(id = ~1, weights = ~1, data = made)")
design("pair", "pair", "svydesign(id = ~1, weights = ~w, data = pair)", weights = "w")

# --- strata with one unit, by policy: one stage, and clusters with a second stage ---
for (policy in c("adjust", "average", "certainty", "remove")) {
  design(paste0("alone_", policy), "alone", "svydesign(id = ~1, strata = ~h, weights = ~w, data = alone)",
         weights = "w", strata = "h", lonely = policy)
  design(paste0("alone_fpc_", policy), "alone", "svydesign(id = ~1, strata = ~h, weights = ~w, fpc = ~N, data = alone)",
         weights = "w", strata = "h", population = "N", lonely = policy)
  design(paste0("alone_clusters_", policy), "alone",
         "svydesign(id = ~c, strata = ~h, weights = ~w, fpc = ~n, data = alone)",
         weights = "w", strata = "h", clusters = "c", population = "n", lonely = policy)
  design(paste0("alone_stages_", policy), "alone",
         "svydesign(id = ~c + house, strata = ~h, weights = ~w, fpc = ~n + homes, data = alone)",
         weights = "w", strata = "h", clusters = c("c", "house"), population = c("n", "homes"), lonely = policy)
}
