# Random data and random designs, every estimator: does the package agree with R on what nobody looked at?
#
#   Rscript sweep.R FOLDER FIRST LAST                 seeds FIRST to LAST, into FOLDER
#   python -m tests.proof.agreement FOLDER            from the top of the project: prints what disagrees
#
# Calls that R refuses are left out.

suppressPackageStartupMessages({
  library(survey)
  library(jsonlite)
})
asked <- commandArgs(TRUE)
folder <- normalizePath(asked[1])
here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
setwd(dirname(normalizePath(here)))
options(survey.lonely.psu = "fail", warn = -1)
for (part in c("record", "estimators", "tests", "weights")) source(file.path("r", paste0(part, ".R")))
setwd(folder)

# R's rule "math" gives the second value for shares below that of the first, which is the smallest with enough
smallest <- function(x, w, p) {
  ordered <- order(x[w > 0])
  share <- cumsum(w[w > 0][ordered]) / sum(w)
  x[w > 0][ordered][min(which(share >= p - 1e-12), length(ordered))]
}
qrule <- "smallest"

for (sub in c("data", "values")) dir.create(sub, showWarnings = FALSE)

pick <- function(x, size = 1, ...) x[sample.int(length(x), size, ...)]

gaps <- function(x, share) replace(x, runif(length(x)) < share, NA)

# towns in strata, houses in towns, some people in each
people <- function() {
  strata <- pick(1:4)
  towns <- unlist(lapply(seq_len(strata), function(h) rep(h, pick(2:7))))
  of_house <- rep(seq_along(towns), pick(1:4, length(towns), replace = TRUE))
  house <- rep(seq_along(of_house), pick(1:6, length(of_house), replace = TRUE))
  town <- of_house[house]
  n <- length(house)
  stratum <- towns[town]
  houses <- as.vector(table(factor(of_house, seq_along(towns))))
  levels <- pick(2:6)
  skew <- pick(c(0, 0.5, 2))
  taste <- rnorm(length(towns))[town]
  data.frame(
    stratum = stratum, town = town, house = house,
    townno = town - match(stratum, towns) + 1,
    towns = (as.vector(table(towns)) + pick(0:20, strata, replace = TRUE))[stratum],
    houses = (houses + pick(0:9, length(houses), replace = TRUE))[town],
    weight = signif(exp(skew * rnorm(n)) * 10^pick(c(0, 0, 3)), 6),
    zeros = signif(exp(skew * rnorm(n)) * (runif(n) > 0.1), 6),
    y = gaps(signif(taste + rnorm(n), pick(c(2, 8))) + 20, pick(c(0, 0.2))),
    x = gaps(signif(taste + rexp(n), pick(c(1, 8))) + 10, pick(c(0, 0.1))),
    rating = gaps(pmin(10, pmax(0, round(7 + 2 * taste + 2 * rnorm(n)))), pick(c(0, 0.3))),
    level = gaps(sample(levels, n, TRUE, prob = runif(levels)), pick(c(0, 0.1))),
    group = gaps(sample(letters[1:4], n, TRUE, prob = c(4, 3, 2, 1)), pick(c(0, 0.1))),
    side = sample(c("left", "right"), n, TRUE),
    yes = gaps(as.numeric(runif(n) < plogis(taste + pick(c(-3, 0, 3)))), pick(c(0, 0.2))))
}

written <- function(name, data) {
  file <- file.path("data", paste0(name, ".csv"))
  write.csv(data, file, row.names = FALSE, na = "", quote = FALSE)
  back <- read.csv(file, na.strings = "")
  back[] <- lapply(back, function(x) if (is.integer(x)) as.numeric(x) else x)
  assign(name, back, envir = globalenv())
}

plans <- list(
  srs = list(ids = "1", weights = "weight"),
  plain = list(ids = "1", weights = "1"),
  strat = list(ids = "1", strata = "stratum", weights = "weight"),
  clus = list(ids = "town", weights = "weight", clusters = "town"),
  both = list(ids = "town", strata = "stratum", weights = "weight", clusters = "town"),
  fpc = list(ids = "town", strata = "stratum", weights = "weight", clusters = "town", population = "towns"),
  nested = list(ids = "townno", strata = "stratum", weights = "weight", clusters = "townno", population = "towns", nested = TRUE),
  two = list(ids = "town + house", strata = "stratum", weights = "weight", clusters = c("town", "house"), population = c("towns", "houses")),
  inverse = list(ids = "town + house", strata = "stratum", clusters = c("town", "house"), population = c("towns", "houses")),
  zeros = list(ids = "town", strata = "stratum", weights = "zeros", clusters = "town"))

planned <- function(name, data, plan, lonely) {
  part <- function(key, value) if (is.null(value)) "" else sprintf(", %s = ~%s", key, paste(value, collapse = " + "))
  call <- paste0("svydesign(id = ~", plan$ids, part("strata", plan$strata), part("weights", plan$weights),
                 part("fpc", plan$population), if (isTRUE(plan$nested)) ", nest = TRUE", ", data = ", data, ")")
  words <- plan[setdiff(names(plan), "ids")]
  if (identical(words$weights, "1")) words$weights <- NULL
  do.call(design, c(list(name, data, call, lonely = lonely), words))
}

# margins of the sample moved by up to a tenth
moved <- function(x, w) {
  totals <- tapply(w, x, sum) * runif(length(unique(x)), 0.92, 1.08)
  as.list(totals * sum(w) / sum(totals))
}

calibrated <- function(name, base, data) {
  d <- get(base)
  w <- weights(d)
  d$variables$half <- d$variables$side
  side <- moved(d$variables$side, w)
  stratum <- moved(d$variables$stratum, w)
  several <- length(stratum) > 1
  method <- pick(c("raking", "linear", "logit"))
  bounds <- if (method == "raking") NULL else c(0.5, 2)
  totals <<- c(`(Intercept)` = sum(w), sideright = side$right, if (several) setNames(unlist(stratum)[-1], paste0("factor(stratum)", names(stratum)[-1])))
  call <- sprintf("calibrate(%s, ~side%s, totals, calfun = \"%s\"%s, epsilon = 1e-12, maxit = 2000)", base,
                  if (several) " + factor(stratum)" else "", method, if (is.null(bounds)) "" else ", bounds = c(0.5, 2)")
  targets <- list(side)
  if (several) targets <- c(targets, list(stratum))
  how <- list(margins = I(c("side", if (several) "stratum")), targets = targets, method = method, bounds = bounds)
  design(name, data, call, base = base, calibrated = Filter(Negate(is.null), how))
}

attempt <- function(call) tryCatch(call, error = function(e) NULL)

everything <- function(d, data) {
  known <- function(x) sort(unique(x[!is.na(x)]))
  levels <- known(data$level)
  groups <- known(data$group[!is.na(data$y) & !is.na(data$rating) & data$zeros > 0])
  domain <- list(NULL, NULL, list(side = "left"), list(group = pick(groups, max(1, length(groups) - 2))))
  pick_where <- function() domain[[pick(seq_along(domain))]]
  confidence <- pick(c(0.8, 0.9, 0.95, 0.99))
  for (y in c("y", "rating", "yes")) {
    attempt(r_mean(d, y = y, confidence = confidence, where = pick_where()))
    attempt(r_total(d, y = y, confidence = confidence, where = pick_where()))
  }
  attempt(r_ratio(d, y = "y", x = "x", where = pick_where()))
  attempt(r_paired(d, y = "y", x = "x", where = pick_where()))
  attempt(r_nps(d, y = "rating", where = pick_where()))
  for (i in c("logit", "beta", "arcsine", "mean", "wilson"))
    attempt(r_share(d, indicator = "yes", interval = i, confidence = confidence, where = pick_where()))
  attempt(r_shares(d, codes = "level", levels = levels, where = pick_where()))
  attempt(r_domain_means(d, y = "y", groups = "group", levels = groups))
  attempt(r_contrast(d, y = "y", groups = "group", levels = groups, coefficients = round(rnorm(length(groups)), 2)))
  attempt(r_difference(d, y = "yes", groups = "group", a = groups[1], b = groups[2], where = if (runif(1) < 0.5) list(side = "left")))
  attempt(r_wald(d, y = "y", groups = "group", levels = groups[1:2], null = pick(c("equal", "zero"))))
  attempt(r_combine(d, parts = list(list(y = "house", where = list(side = "left")), list(y = "stratum", where = list(group = groups[1])))))
  attempt(r_quantile(d, y = "y", q = round(runif(1, 0.2, 0.8), 4), confidence = 0.8, where = pick_where()))
  attempt(r_pearson(d, x = "x", y = "y", where = pick_where()))
  attempt(r_spearman(d, x = "rating", y = "x", where = pick_where()))
  attempt(r_cramers_v(d, rows = "level", columns = "group"))
  attempt(r_superiority(d, y = "rating", groups = "group", a = groups[1], b = groups[2], where = pick_where()))
  attempt(r_rank_test(d, y = "rating", groups = "side", where = pick_where()))
  attempt(r_rank_test(d, y = "y", groups = "group"))
  for (s in c("F", "Chisq", "Wald", "adjWald")) {
    attempt(r_chi_square(d, rows = "level", columns = "side", statistic = s))
    attempt(r_chi_square(d, rows = "group", columns = "yes", statistic = s, where = if (runif(1) < 0.5) list(side = "left")))
  }
  expected <- as.list(setNames(round(runif(length(levels)) + 0.2, 2), levels))
  for (s in c("F", "Chisq")) attempt(r_goodness(d, codes = "level", expected = expected, statistic = s, where = pick_where()))
  attempt(r_kish(d))
}

for (seed in as.integer(asked[2]):as.integer(asked[3])) {
  set.seed(seed)
  data <- paste0("s", seed)
  written(data, people())
  for (kind in pick(names(plans), 3)) {
    # R has no average where a first-stage unit holds a single second-stage unit
    policy <- pick(c("adjust", if (length(plans[[kind]]$clusters) < 2) "average", "certainty", "remove"))
    options(survey.lonely.psu = policy)
    name <- paste(data, kind, sep = "_")
    attempt({
      planned(name, data, plans[[kind]], policy)
      everything(name, get(data))
    })
    if (kind != "zeros") attempt({
      calibrated(paste0(name, "_cal"), name, data)
      everything(paste0(name, "_cal"), get(data))
    })
  }
}
# Known and explained in docs/statistics/proof.md: after calibration R keeps the rows outside a domain, with weight 0, and
# counts them; it gives a share of 0 or 1 an interval of no width, and none to a domain without degrees of freedom. An
# empty group has no mean. It divides by covariances that are singular, and by variances that are 0
explained <- function(row) {
  if (is.null(row$value) && is.null(row$statistic)) return(TRUE)
  counted <- row$estimator == "chi_square" || identical(row$arguments$interval, "beta")
  kept <- !is.null(specs[[row$design]]$calibrated) && grepl("subset(", row$call, fixed = TRUE)
  zeros <- identical(specs[[row$design]]$weights, "zeros")
  certain <- row$estimator == "share" && min(row$value, 1 - row$value) < 1e-12
  singular <- row$estimator %in% c("chi_square", "goodness_of_fit") && (row$statistic < 0 || row$statistic > 1e9)
  singular || counted && (kept || zeros) || certain || isTRUE(row$df < 1) || isTRUE(row$deff > 1e9)
}
rows <- Filter(Negate(explained), rows)
write_rows(file.path("values", "sweep.json"))
json(list(designs = specs), file.path("values", "designs.json"), pretty = TRUE)
print(table(sub("^s[0-9]+_", "", vapply(rows, function(row) row$design, ""))))
cat(length(rows), "rows\n")
