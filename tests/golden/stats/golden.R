# Prints the expected numbers of tests/stats from the R package survey (4.1-1), one JSON file a topic.
# Run in this folder: Rscript golden.R
# Every entry holds the R call that made it; `value` is what the call returned.

suppressPackageStartupMessages(library(survey))
library(jsonlite)
data(api)
data(nhanes)

# --- data sets that ship with the package, cut to the columns in use ---
school <- c("stype", "pw", "fpc", "api00", "api99", "enroll", "api.stu", "meals", "ell", "sch.wide", "comp.imp",
            "awards", "yr.rnd", "both", "dnum", "snum")
apistrat <- apistrat[, school]
apiclus1 <- apiclus1[, school]
apisrs <- apisrs[, school]
apiclus2 <- apiclus2[, c(setdiff(school, "fpc"), "fpc1", "fpc2")]
nhanes <- subset(nhanes, SDMVSTRA < 80)
nhanes$SEQN <- NULL
nhanes <- data.frame(lapply(nhanes, as.numeric))
for (name in c("apistrat", "apiclus1", "apiclus2", "apisrs", "nhanes"))
  write.csv(get(name), paste0(name, ".csv"), row.names = FALSE, na = "", quote = FALSE)

# --- designs ---
dstrat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc)
dsrs <- svydesign(id = ~1, weights = ~pw, data = apisrs, fpc = ~fpc)
dclus1 <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)
dclus1n <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1)
dclus2 <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)
dclus2wr <- svydesign(id = ~dnum + snum, weights = ~pw, data = apiclus2)
dnhanes <- svydesign(id = ~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = nhanes)

topics <- list()
golden <- function(topic, name, call) {
  value <- eval(parse(text = call), envir = globalenv())
  if (is.matrix(value)) value <- unname(value) else value <- unname(as.vector(value))
  topics[[topic]][[name]] <<- list(call = call, value = value)
}

# estimate, SE, df, lower, upper, deff
stat <- function(x, design, ...) {
  m <- svymean(x, design, deff = "replace", na.rm = TRUE, ...)
  df <- degf(design)
  c(coef(m), SE(m), df, confint(m, df = df), deff(m))
}
nps_score <- quote(100 * (api00 >= 650) - 100 * (api00 < 600))

# --- means ---
golden("means", "strat api00", "stat(~api00, dstrat)")
golden("means", "srs api00", "stat(~api00, dsrs)")
golden("means", "clus1 api00", "stat(~api00, dclus1)")
golden("means", "clus1 without fpc", "stat(~api00, dclus1n)")
golden("means", "clus2 api00", "stat(~api00, dclus2)")
golden("means", "clus2 enroll with missing", "stat(~enroll, subset(dclus2, !is.na(enroll)))")
golden("means", "clus2 with replacement", "stat(~api00, dclus2wr)")
golden("means", "clus2 weights", "weights(dclus2)")
golden("means", "nhanes age", "stat(~agecat, dnhanes)")
golden("means", "strat domain", "stat(~api00, subset(dstrat, comp.imp == 'Yes'))")
golden("means", "strat domain without a stratum", "stat(~api00, subset(dstrat, stype != 'H'))")
golden("means", "clus2 domain", "stat(~api00, subset(dclus2, sch.wide == 'No'))")
golden("means", "nhanes domain", "stat(~agecat, subset(dnhanes, RIAGENDR == 2 & race == 3))")
golden("means", "covariance clus2", "vcov(svymean(~api00 + api99 + meals, dclus2))")
golden("means", "total strat", "{t <- svytotal(~api.stu, dstrat, deff='replace'); c(coef(t), SE(t), degf(dstrat), confint(t, df=degf(dstrat)), deff(t))}")
golden("means", "total domain", "{d <- subset(dclus2, sch.wide=='Yes'); t <- svytotal(~api.stu, d); c(coef(t), SE(t), degf(d), confint(t, df=degf(d)))}")
golden("means", "ratio strat", "{r <- svyratio(~api.stu, ~enroll, dstrat); c(coef(r), SE(r), degf(dstrat), confint(r, df=degf(dstrat)))}")
golden("means", "ratio domain", "{d <- subset(dclus1, sch.wide=='Yes'); r <- svyratio(~api.stu, ~enroll, d); c(coef(r), SE(r), degf(d), confint(r, df=degf(d)))}")
golden("means", "paired", "stat(~I(api00 - api99), dclus2)")
golden("means", "by stype clus1", "{b <- svyby(~api00, ~stype, dclus1, svymean, covmat=TRUE); coef(b)}")
golden("means", "by stype clus1 covariance", "vcov(b)")
golden("means", "net share", "stat(~eval(nps_score), dclus1)")

# --- contrasts ---
golden("contrasts", "difference clus1", "{b <- svyby(~api00, ~sch.wide, dclus1, svymean, covmat=TRUE); d <- svycontrast(b, c(-1, 1)); c(coef(d), SE(d), degf(dclus1), confint(d, df=degf(dclus1)))}")
golden("contrasts", "difference ttest", "{t <- svyttest(api00 ~ sch.wide, dclus1); c(t$estimate, t$estimate / t$statistic)}")
golden("contrasts", "difference strat H-E", "{d0 <- subset(dstrat, stype != 'M'); b <- svyby(~api00, ~stype, dstrat, svymean, covmat=TRUE); d <- svycontrast(b, c(-1, 1, 0)); c(coef(d), SE(d), degf(d0), confint(d, df=degf(d0)))}")
golden("contrasts", "contrast of shares", "{m <- svymean(~stype, dclus2); d <- svycontrast(m, c(1, -0.5, -0.5)); c(coef(d), SE(d))}")
golden("contrasts", "before and after", "{m <- svymean(~api99 + api00, dclus2); d <- svycontrast(m, c(-1, 1)); c(coef(d), SE(d))}")
golden("contrasts", "wald equal", "{b <- svyby(~api00, ~stype, dclus1, svymean, covmat=TRUE); K <- rbind(c(-1,1,0), c(-1,0,1)); W <- t(K %*% coef(b)) %*% solve(K %*% vcov(b) %*% t(K)) %*% (K %*% coef(b)); d <- degf(dclus1); Fs <- W * (d - 1) / (d * 2); c(Fs, 2, d - 1, pf(Fs, 2, d - 1, lower.tail=FALSE))}")
golden("contrasts", "wald equal regression", "{g <- regTermTest(svyglm(api00 ~ stype, dclus1), ~stype); g$Ftest}")
golden("contrasts", "wald zero", "{m <- svymean(~I(api00 - api99 - 30) + I(meals - 50), dclus1); W <- t(coef(m)) %*% solve(vcov(m)) %*% coef(m); d <- degf(dclus1); Fs <- W * (d - 1) / (d * 2); c(Fs, 2, d - 1, pf(Fs, 2, d - 1, lower.tail=FALSE))}")
golden("contrasts", "equivalence", "{b <- svyby(~api00, ~sch.wide, dclus1, svymean, covmat=TRUE); d <- svycontrast(b, c(-1, 1)); df <- degf(dclus1); max(pt((coef(d) - -30)/SE(d), df, lower.tail=FALSE), pt((coef(d) - 150)/SE(d), df))}")

# --- shares ---
ci <- function(x, design, method, level = 0.95) {
  p <- svyciprop(x, design, method = method, level = level, df = degf(design))
  c(coef(p), SE(p), confint(p))
}
for (method in c("logit", "beta", "asin", "mean")) {
  for (case in list(c("strat", "~I(awards == 'Yes')", "dstrat"), c("clus1", "~I(sch.wide == 'No')", "dclus1"),
                    c("clus2", "~I(stype == 'H')", "dclus2"), c("nhanes", "~I(race == 4)", "dnhanes"),
                    c("domain", "~I(awards == 'Yes')", "subset(dclus2, stype != 'E')")))
    golden("shares", paste(case[1], method), sprintf("ci(%s, %s, '%s')", case[2], case[3], method))
  golden("shares", paste("clus1 90 %", method), sprintf("ci(~I(sch.wide == 'No'), dclus1, '%s', 0.9)", method))
}
golden("shares", "nhanes chol", "ci(~HI_CHOL, subset(dnhanes, !is.na(HI_CHOL)), 'logit')")
golden("shares", "levels strat", "coef(svymean(~stype, dclus2))")
golden("shares", "levels covariance", "vcov(svymean(~stype, dclus2))")
golden("shares", "levels race", "SE(svymean(~factor(race), dnhanes))")

# --- contingency ---
chi <- function(formula, design, statistic) {
  t <- svychisq(formula, design, statistic = statistic)
  c(t$statistic, t$parameter, t$p.value)
}
for (statistic in c("F", "Chisq", "Wald", "adjWald")) {
  golden("contingency", paste("clus1", statistic), sprintf("chi(~sch.wide + stype, dclus1, '%s')", statistic))
  golden("contingency", paste("clus2", statistic), sprintf("chi(~sch.wide + stype, dclus2, '%s')", statistic))
  golden("contingency", paste("strat", statistic), sprintf("chi(~awards + yr.rnd, dstrat, '%s')", statistic))
  golden("contingency", paste("nhanes", statistic), sprintf("chi(~HI_CHOL + race, subset(dnhanes, !is.na(HI_CHOL)), '%s')", statistic))
  golden("contingency", paste("domain", statistic), sprintf("chi(~sch.wide + stype, subset(dclus2, api00 > 600), '%s')", statistic))
}
golden("contingency", "nhanes large F", "chi(~agecat + race, dnhanes, 'F')")
golden("contingency", "nhanes large Chisq", "chi(~agecat + race, dnhanes, 'Chisq')")
gof <- function(formula, p, design) {
  t <- svygofchisq(formula, p, design)
  lambda <- t$lambda
  n <- nrow(design); N <- sum(weights(design))
  d0 <- sum(lambda)^2 / sum(lambda^2)
  Fs <- unname(t$statistic) / sum(lambda)
  c(unname(t$statistic) * n / N, t$parameter[["df"]], t$p.value, Fs, d0 * degf(design),
    pf(Fs, d0, d0 * degf(design), lower.tail = FALSE))
}
golden("contingency", "fit clus1", "gof(~stype, c(0.75, 0.1, 0.15), dclus1)")
golden("contingency", "fit clus2", "gof(~stype, c(0.5, 0.25, 0.25), dclus2)")
golden("contingency", "fit nhanes", "gof(~factor(race), c(0.2, 0.4, 0.3, 0.1), dnhanes)")

# --- correlation: a smooth function of means ---
cor_of_means <- function(x, y, design) {
  m <- eval(bquote(svymean(~.(x) + .(y) + I(.(x)^2) + I(.(y)^2) + I(.(x) * .(y)), design)))
  names(m) <- c("x", "y", "xx", "yy", "xy")
  r <- svycontrast(m, quote((xy - x * y) / sqrt((xx - x^2) * (yy - y^2))))
  z <- qt(0.975, degf(design)) * SE(r) / (1 - coef(r)^2)
  c(coef(r), SE(r), tanh(atanh(coef(r)) - z), tanh(atanh(coef(r)) + z))
}
golden("correlation", "pearson strat", "cor_of_means(quote(api00), quote(meals), dstrat)")
golden("correlation", "pearson clus2", "cor_of_means(quote(api00), quote(ell), dclus2)")
golden("correlation", "pearson domain", "cor_of_means(quote(api00), quote(ell), subset(dclus1, stype == 'E'))")
golden("correlation", "spearman srs", "cor(apisrs$api00, apisrs$ell, method = 'spearman')")

# --- raking, post-stratification, calibration ---
pop.type <- data.frame(stype = c("E", "H", "M"), Freq = c(4421, 755, 1018))
pop.wide <- data.frame(sch.wide = c("No", "Yes"), Freq = c(1072, 5122))
draked <- rake(dclus1n, list(~stype, ~sch.wide), list(pop.type, pop.wide), control = list(maxit = 1000, epsilon = 1e-13))
draked2 <- rake(dclus2, list(~stype, ~sch.wide), list(pop.type, pop.wide), control = list(maxit = 1000, epsilon = 1e-13))
# After rake() R takes residuals on unweighted margin means, after calibrate() on design-weighted ones as Deville &
# Sarndal (1992) have it. With equal design weights (draked) they agree, else (draked2) only the weights are compared.
dpost <- postStratify(dclus1, ~stype, pop.type)
totals <- c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122)
dlinear <- calibrate(dclus1, ~stype + sch.wide, totals, epsilon = 1e-13)
dlogit <- calibrate(dclus1, ~stype + sch.wide, totals, calfun = "logit", bounds = c(0.7, 1.7), epsilon = 1e-13, maxit = 500)
dgreg <- calibrate(dclus1, ~stype + sch.wide, totals, calfun = "raking", epsilon = 1e-13, maxit = 500)
dgreg2 <- calibrate(dclus2, ~stype + sch.wide, totals, calfun = "raking", epsilon = 1e-13, maxit = 500)
dcut <- calibrate(dclus1, ~stype + sch.wide, totals, bounds = c(0.7, 1.7), epsilon = 1e-13, maxit = 500)
golden("calibration", "draked2 weights", "weights(draked2)")
for (name in c("draked", "dpost", "dlinear", "dlogit", "dcut", "dgreg", "dgreg2")) {
  golden("calibration", paste(name, "weights"), sprintf("weights(%s)", name))
  golden("calibration", paste(name, "mean"), sprintf("{m <- svymean(~api00, %s); c(coef(m), SE(m))}", name))
  golden("calibration", paste(name, "total"), sprintf("{m <- svytotal(~enroll, %s, na.rm=TRUE); c(coef(m), SE(m))}", name))
  golden("calibration", paste(name, "domain"), sprintf("{m <- svymean(~api00, subset(%s, comp.imp == 'Yes')); c(coef(m), SE(m))}", name))
}

golden("calibration", "chi_square", "chi(~comp.imp + awards, dgreg2, 'F')")
golden("calibration", "chi_square wald", "chi(~comp.imp + stype, dgreg2, 'adjWald')")
golden("calibration", "share", "ci(~I(awards == 'Yes'), dgreg2, 'beta')")

# --- strata, clusters and population sizes at both stages ---
stages <- data.frame(
  s1 = c(1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2),
  c1 = c(1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3),
  s2 = c(1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 1, 1, 1, 1),
  n1 = c(5, 5, 5, 5, 5, 5, 5, 5, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8),
  n2 = c(4, 4, 6, 6, 3, 3, 9, 9, 5, 5, 7, 7, 12, 12, 12, 3, 3, 3),
  y = c(3, 5, 2, 8, 9, 4, 4, 7, 6, 1, 5, 5, 2, 3, 9, 7, 8, 4))
stages$c2 <- seq_len(nrow(stages))
dstages <- svydesign(id = ~c1 + c2, strata = ~s1 + s2, fpc = ~n1 + n2, data = stages, nest = TRUE)
golden("stages", "mean", "stat(~y, dstages)")
golden("stages", "weights", "weights(dstages)")
golden("stages", "domain", "stat(~y, subset(dstages, y > 3))")
golden("stages", "one stage of two", "stat(~y, svydesign(id = ~c1, strata = ~s1, weights = ~n2, data = stages, nest = TRUE))")

# --- quantiles ---
for (case in list(c("strat", "dstrat", "api00"), c("clus1", "dclus1", "api00"), c("clus2", "dclus2", "api99"), c("nhanes", "dnhanes", "agecat")))
  for (q in c("0.25", "0.5", "0.9"))
    golden("quantiles", paste(case[1], q), sprintf("svyquantile(~%s, %s, %s, qrule='math', interval.type='mean')[[1]][1, ]", case[3], case[2], q))
golden("quantiles", "domain 0.5", "svyquantile(~api00, subset(dclus2, sch.wide=='No'), 0.5, qrule='math', interval.type='mean')[[1]][1, ]")

# --- ranks: R averages running ranks inside ties; ranks of level totals do not depend on row order ---
midrank <- function(y, design) {
  w <- weights(design)
  at <- tapply(w, factor(y), sum)
  (cumsum(at) - at / 2)[as.character(y)] / sum(w)
}
ranktest <- function(y, g, design) {
  design <- update(design, r = midrank(eval(y, design$variables), design), g = eval(g, design$variables))
  fit <- svyglm(r ~ factor(g), design)
  if (length(coef(fit)) == 2) {
    t <- unname(coef(fit)[2] / SE(fit)[2])
    df <- degf(design) - 1
    return(c(t, df, 2 * pt(-abs(t), df)))
  }
  b <- coef(fit)[-1]
  q <- length(b)
  Fs <- drop(b %*% solve(vcov(fit)[-1, -1], b)) / q
  c(Fs, q, degf(design) - q, pf(Fs, q, degf(design) - q, lower.tail = FALSE))
}
golden("ranks", "nhanes two groups", "ranktest(quote(agecat), quote(RIAGENDR), dnhanes)")
golden("ranks", "nhanes four groups", "ranktest(quote(agecat), quote(race), dnhanes)")
golden("ranks", "clus2 schools", "ranktest(quote(round(api00 / 50)), quote(sch.wide), dclus2)")
golden("ranks", "untied", "{t <- svyranktest(api00 ~ sch.wide, subset(dstrat, !duplicated(api00))); c(t$statistic, t$parameter, t$p.value)}")
golden("ranks", "kruskal", "{t <- svyranktest(api00 ~ stype, subset(dstrat, !duplicated(api00)), test='KruskalWallis'); c(t$parameter, t$statistic, t$ddf, t$p.value)}")

# --- strata with one unit ---
lonely <- data.frame(h = c(1, 1, 1, 2, 2, 3, 4, 4, 4), w = c(2, 3, 2, 5, 4, 6, 1, 2, 3), y = c(3, 5, 4, 8, 6, 9, 1, 2, 4), N = c(7, 7, 7, 9, 9, 5, 8, 8, 8))
for (policy in c("adjust", "average", "certainty", "remove")) {
  golden("lonely", policy, sprintf("{options(survey.lonely.psu='%s'); m <- svymean(~y, svydesign(id=~1, strata=~h, weights=~w, data=lonely)); c(coef(m), SE(m))}", policy))
  golden("lonely", paste(policy, "fpc"), sprintf("{options(survey.lonely.psu='%s'); m <- svymean(~y, svydesign(id=~1, strata=~h, weights=~w, fpc=~N, data=lonely)); c(coef(m), SE(m))}", policy))
}
options(survey.lonely.psu = "fail")

# --- multiplicity ---
golden("multiplicity", "holm", "p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.6), 'holm')")
golden("multiplicity", "bh", "p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.6), 'BH')")

for (topic in names(topics))
  write(toJSON(topics[[topic]], digits = NA, auto_unbox = TRUE, pretty = 1, na = "null"), paste0(topic, ".json"))
