# Prints the expected numbers of tests/stats/test_replicate*.py from the R package survey (4.1-1).
# Run in this folder, after golden.R: Rscript replicates.R
# Every entry holds the R call that made it; `value` is what the call returned.

suppressPackageStartupMessages(library(survey))
library(jsonlite)
data(api)
data(nhanes)
data(scd)
nhanes <- data.frame(lapply(subset(nhanes, SDMVSTRA < 80), as.numeric))
options(warn = -1)

# --- designs: all kinds of replicates, over stratified, clustered and two-stage samples ---
dstrat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc)
dclus1 <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)
dclus2 <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)
dnhanes <- svydesign(id = ~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = nhanes)
H2 <- matrix(c(1, 1, 1, -1), 2)
H8 <- H2 %x% H2 %x% H2
set.seed(20261123)
r <- list(
  jk1 = as.svrepdesign(dclus1, type = "JK1"),
  jk1mse = as.svrepdesign(dclus1, type = "JK1", mse = TRUE),
  jkn = as.svrepdesign(dstrat, type = "JKn"),
  twostage = as.svrepdesign(dclus2, type = "JK1"),
  nhanes = as.svrepdesign(dnhanes, type = "JKn"),
  brr = as.svrepdesign(dnhanes, type = "BRR", hadamard.matrix = H8),
  fay = as.svrepdesign(dnhanes, type = "Fay", fay.rho = 0.3, hadamard.matrix = H8),
  boot = as.svrepdesign(dclus1, type = "bootstrap", replicates = 40),
  subboot = as.svrepdesign(dnhanes, type = "subbootstrap", replicates = 40))

values <- list()
golden <- function(topic, name, call) {
  value <- eval(parse(text = call), envir = globalenv())
  if (is.matrix(value)) value <- unname(value) else value <- unname(as.vector(value))
  values[[paste(topic, name)]] <<- list(call = call, value = value)
}

# multipliers of the random kinds, a row a unit in the order of the first rows of each
golden("given", "boot", "r$boot$repweights$weights")
golden("given", "subboot", "r$subboot$repweights$weights")
golden("given", "boot scale", "c(r$boot$scale, unique(r$boot$rscales))")
golden("given", "subboot scale", "c(r$subboot$scale, unique(r$subboot$rscales))")

# estimate, SE, df, lower, upper, deff
stat <- function(x, design) {
  m <- svymean(x, design, deff = "replace", na.rm = TRUE)
  df <- degf(design)
  c(coef(m), SE(m), df, confint(m, df = df), deff(m))
}
plain <- function(m, design) c(coef(m), SE(m), degf(design), confint(m, df = degf(design)))
ci <- function(x, design, method) {
  p <- svyciprop(x, design, method = method, df = degf(design))
  c(coef(p), SE(p), confint(p))
}
chi <- function(formula, design, statistic) {
  t <- svychisq(formula, design, statistic = statistic)
  c(t$statistic, t$parameter, t$p.value)
}
gap <- function(y, g, design) {
  b <- svyby(y, g, design, svymean, covmat = TRUE)
  d <- svycontrast(b, c(-1, 1))
  c(coef(d), SE(d), degf(design), confint(d, df = degf(design)))
}
midrank <- function(y, w) {
  at <- tapply(w, factor(y), sum)
  (cumsum(at) - at / 2)[as.character(y)] / sum(w)
}
wcor <- function(w, x, y) cov.wt(cbind(x, y)[w > 0, ], w[w > 0], cor = TRUE)$cor[1, 2]
rcor <- function(w, x, y) wcor(w[w > 0], midrank(x[w > 0], w[w > 0]), midrank(y[w > 0], w[w > 0]))
above <- function(w, y, a, b) {
  below <- sapply(y[a], function(v) sum(w[b] * ((y[b] < v) + (y[b] == v) / 2)))
  sum(w[a] * below) / sum(w[a]) / sum(w[b])
}
both <- function(v) c(coef(v), SE(v))
ranktest <- function(y, g, design) {
  design <- update(design, score = midrank(eval(y, design$variables), weights(design, "sampling")), members = eval(g, design$variables))
  fit <- svyglm(score ~ factor(members), design)
  q <- length(coef(fit)) - 1
  df <- degf(design) - q
  if (q == 1) {
    t <- unname(coef(fit)[2] / SE(fit)[2])
    return(c(t, df, 2 * pt(-abs(t), df)))
  }
  b <- coef(fit)[-1]
  Fs <- drop(b %*% solve(vcov(fit)[-1, -1], b)) / q
  c(Fs, q, df, pf(Fs, q, df, lower.tail = FALSE))
}
fit <- function(formula, p, design) {
  t <- svygofchisq(formula, p, design)
  c(t$parameter["df"], mean(t$lambda))
}

schools <- c("jk1", "jk1mse", "jkn", "twostage", "boot")
people <- c("nhanes", "brr", "fay", "subboot")
for (name in schools) {
  d <- sprintf("r$%s", name)
  of <- function(what, call) golden("schools", paste(name, what), sprintf(call, d, d))
  of("degf", "degf(%s)")
  of("mean", "stat(~api00, %s)")
  of("mean missing", "stat(~enroll, subset(%s, !is.na(enroll)))")
  of("mean domain", "stat(~api00, subset(%s, comp.imp == 'Yes'))")
  of("total", "plain(svytotal(~api.stu, %s), %s)")
  of("ratio", "plain(svyratio(~api.stu, ~api00, %s), %s)")
  of("ratio domain", "{s <- subset(%s, comp.imp == 'Yes'); plain(svyratio(~api.stu, ~api00, s), s)}")
  of("paired", "stat(~I(api00 - api99), %s)")
  of("nps", "stat(~I(100 * (api00 >= 650) - 100 * (api00 < 600)), %s)")
  of("difference", "gap(~api00, ~sch.wide, %s)")
  of("by stype", "{b <- svyby(~api00, ~stype, %s, svymean, covmat = TRUE); rbind(coef(b), vcov(b))}")
  of("shares", "{m <- svymean(~stype, %s); rbind(coef(m), vcov(m))}")
  of("contrast", "both(svycontrast(svymean(~api99 + api00 + meals, %s), c(-1, 1, 0.5)))")
  for (method in c("logit", "beta", "asin", "mean"))
    of(paste("share", method), paste0("ci(~I(awards == 'Yes'), %s, '", method, "')"))
  of("share domain", "ci(~I(awards == 'Yes'), subset(%s, stype != 'H'), 'logit')")
  of("quantile 0.5", "svyquantile(~api00, %s, 0.5, qrule = 'math', interval.type = 'mean')[[1]][1, ]")
  of("quantile 0.9", "svyquantile(~api00, %s, 0.9, qrule = 'math', interval.type = 'mean')[[1]][1, ]")
  of("pearson", "both(withReplicates(%s, function(w, d) wcor(w, d$api00, d$meals)))")
  of("spearman", "both(withReplicates(%s, function(w, d) rcor(w, round(d$api00 / 40), d$meals)))")
  of("superiority", "both(withReplicates(%s, function(w, d) above(w, round(d$api00 / 40), d$sch.wide == 'Yes', d$sch.wide == 'No')))")
  of("rank test", "ranktest(quote(round(api00 / 40)), quote(sch.wide), %s)")
  of("rank test groups", "ranktest(quote(round(api00 / 40)), quote(stype), %s)")
  for (statistic in c("F", "Chisq", "Wald", "adjWald"))
    of(paste("chi_square", statistic), paste0("chi(~sch.wide + stype, %s, '", statistic, "')"))
  of("goodness", "fit(~stype, c(E = 0.7, H = 0.15, M = 0.15), %s)")
}
for (name in people) {
  d <- sprintf("r$%s", name)
  of <- function(what, call) golden("people", paste(name, what), sprintf(call, d, d))
  of("degf", "degf(%s)")
  of("mean", "stat(~agecat, %s)")
  of("mean domain", "stat(~agecat, subset(%s, RIAGENDR == 2 & race == 3))")
  of("total", "plain(svytotal(~agecat, %s), %s)")
  of("ratio", "plain(svyratio(~agecat, ~race, %s), %s)")
  of("difference", "gap(~agecat, ~RIAGENDR, %s)")
  of("share", "ci(~HI_CHOL, subset(%s, !is.na(HI_CHOL)), 'logit')")
  of("shares", "{m <- svymean(~factor(race), %s); rbind(coef(m), vcov(m))}")
  of("quantile 0.5", "svyquantile(~agecat, %s, 0.5, qrule = 'math', interval.type = 'mean')[[1]][1, ]")
  of("pearson", "both(withReplicates(%s, function(w, d) wcor(w, as.numeric(d$agecat), d$race)))")
  of("chi_square F", "chi(~race + RIAGENDR, %s, 'F')")
  of("rank test", "ranktest(quote(as.numeric(agecat)), quote(RIAGENDR), %s)")
}

# --- replicate weights as a file holds them: the half-samples that the data set scd ships with ---
half <- 2 * cbind(c(1, 0, 1, 0, 1, 0), c(1, 0, 0, 1, 0, 1), c(0, 1, 1, 0, 0, 1), c(0, 1, 0, 1, 1, 0))
dscd <- svrepdesign(data = scd, type = "BRR", repweights = half, weights = rep(1, 6), combined.weights = FALSE)
dscdmse <- svrepdesign(data = scd, type = "BRR", repweights = half, weights = rep(1, 6), combined.weights = TRUE, mse = TRUE)
for (at in 1:4) golden("given", paste("scd half", at), sprintf("half[, %d]", at))
golden("given", "scd alive", "scd$alive")
golden("given", "scd arrests", "scd$arrests")
golden("given", "scd ratio", "plain(svyratio(~alive, ~arrests, dscd), dscd)")
golden("given", "scd ratio mse", "plain(svyratio(~alive, ~arrests, dscdmse), dscdmse)")
golden("given", "scd total", "plain(svytotal(~alive, dscd), dscd)")
other <- svrepdesign(data = apiclus1, repweights = weights(r$boot, "analysis"), weights = ~pw, type = "other", scale = 0.02, rscales = seq(0.5, 1.5, length.out = 40), combined.weights = TRUE)
golden("given", "other mean", "stat(~api00, other)")
golden("given", "other ratio", "plain(svyratio(~api.stu, ~api00, other), other)")

# --- strata with one unit ---
lonely <- data.frame(h = c(1, 1, 1, 2, 2, 3, 4, 4, 4), w = c(2, 3, 2, 5, 4, 6, 1, 2, 3), y = c(3, 5, 4, 8, 6, 9, 1, 2, 4))
for (policy in c("adjust", "average", "certainty", "remove"))
  golden("lonely", policy, sprintf("{options(survey.lonely.psu='%s'); d <- as.svrepdesign(svydesign(id=~1, strata=~h, weights=~w, data=lonely), type='JKn'); both(svymean(~y, d))}", policy))
options(survey.lonely.psu = "fail")

# --- calibration: every replicate is calibrated ---
pop.type <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))
pop.wide <- data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))
totals <- c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122)
margins <- list(~stype, ~sch.wide)
jk <- as.svrepdesign(dclus1, type = "JK1")
jn <- as.svrepdesign(dstrat, type = "JKn")
cal <- list(
  raked = rake(jk, margins, list(pop.type, pop.wide), control = list(maxit = 500, epsilon = 1e-10)),
  post = postStratify(jn, ~sch.wide, pop.wide),
  linear = calibrate(jk, ~stype + sch.wide, totals),
  cut = calibrate(jn, ~stype + sch.wide, totals, bounds = c(0.7, 1.4), epsilon = 1e-13, maxit = 500),
  logit = calibrate(jn, ~stype + sch.wide, totals, calfun = "logit", bounds = c(0.6, 1.8), epsilon = 1e-13, maxit = 500))
for (name in names(cal)) {
  golden("calibrated", paste(name, "weights"), sprintf("weights(cal$%s, 'sampling')", name))
  golden("calibrated", paste(name, "replicate"), sprintf("weights(cal$%s, 'analysis')[, 3]", name))
  golden("calibrated", paste(name, "mean"), sprintf("both(svymean(~api00, cal$%s))", name))
  golden("calibrated", paste(name, "total"), sprintf("both(svytotal(~enroll, cal$%s, na.rm = TRUE))", name))
  golden("calibrated", paste(name, "ratio"), sprintf("both(svyratio(~api.stu, ~api00, subset(cal$%s, comp.imp == 'Yes')))", name))
  golden("calibrated", paste(name, "chi"), sprintf("svychisq(~comp.imp + stype, cal$%s)$statistic", name))
}

write(toJSON(values, digits = NA, auto_unbox = TRUE, pretty = 1, na = "null"), "replicates.json")
