# Prints the expected numbers of regression, drivers, waves and trends, from the R package survey (4.1-1).
# Run in this folder, after golden.R: Rscript models.R
# Every entry holds the R call that made it; `value` is what the call returned. What R has no function for (shares
# of R-squared, lines through waves) is computed here from svymean, svyglm, svyvar and solve().

suppressPackageStartupMessages(library(survey))
library(jsonlite)

apistrat <- read.csv("apistrat.csv", stringsAsFactors = TRUE)
apiclus1 <- read.csv("apiclus1.csv", stringsAsFactors = TRUE)
apiclus2 <- read.csv("apiclus2.csv", stringsAsFactors = TRUE)
nhanes <- read.csv("nhanes.csv")
media <- read.csv("../../../examples/media_use/responses.csv")

# --- designs ---
dstrat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = apistrat, fpc = ~fpc)
dclus1 <- svydesign(id = ~dnum, weights = ~pw, data = apiclus1, fpc = ~fpc)
dclus2 <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)
dnhanes <- svydesign(id = ~SDMVPSU, strata = ~SDMVSTRA, weights = ~WTMEC2YR, nest = TRUE, data = nhanes)
dmedia <- svydesign(id = ~1, strata = ~year, weights = ~1, data = media)
totals <- c(`(Intercept)` = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122)
dcal <- calibrate(dclus1, ~stype + sch.wide, totals, epsilon = 1e-13)

results <- list()
golden <- function(name, call) {
  value <- eval(parse(text = call), envir = globalenv())
  if (is.matrix(value)) value <- unname(value) else value <- unname(as.vector(value))
  results[[name]] <<- list(call = call, value = value)
}

# --- regression ---
sharp <- list(epsilon = 1e-15, maxit = 100)
logit <- function(formula, design) svyglm(formula, design, family = quasibinomial(), control = sharp)
line <- function(formula, design) svyglm(formula, design)
rows <- function(fit) cbind(coef(fit), SE(fit), confint(fit, ddf = fit$df.residual))
of_term <- function(fit, term) { t <- regTermTest(fit, term); c(t$Ftest, t$df, t$ddf, t$p) }
fits <- list(
  c("linear strat", "line(api00 ~ ell + meals + stype, dstrat)", "~stype"),
  c("linear clus1", "line(api00 ~ meals + sch.wide, dclus1)", "~meals + sch.wide"),
  c("linear clus2", "line(api00 ~ ell + meals + stype, dclus2)", "~stype"),
  c("linear missing", "line(api00 ~ enroll + ell, dclus2)", "~enroll"),
  c("linear domain", "line(api00 ~ ell + comp.imp, subset(dclus2, sch.wide == 'Yes'))", "~comp.imp"),
  c("linear nhanes", "line(agecat ~ factor(race) + RIAGENDR, dnhanes)", "~factor(race)"),
  c("linear calibrated", "line(api00 ~ ell + meals, dcal)", "~ell"),
  c("logistic strat", "logit(I(sch.wide == 'Yes') ~ ell + meals + stype, dstrat)", "~stype"),
  c("logistic clus1", "logit(I(awards == 'Yes') ~ api99 + ell, dclus1)", "~ell"),
  c("logistic clus2", "logit(I(comp.imp == 'Yes') ~ ell + stype, dclus2)", "~stype"),
  c("logistic nhanes", "logit(HI_CHOL ~ relevel(factor(race), '2') + agecat + RIAGENDR, dnhanes)",
    "~relevel(factor(race), '2')"),
  c("logistic calibrated", "logit(I(awards == 'Yes') ~ meals, dcal)", "~meals"))
for (case in fits) {
  golden(case[1], sprintf("rows(%s)", case[2]))
  golden(paste(case[1], "covariance"), sprintf("vcov(%s)", case[2]))
  golden(paste(case[1], "df"), sprintf("%s$df.residual", case[2]))
  golden(paste(case[1], "term"), sprintf("of_term(%s, %s)", case[2], case[3]))
  golden(paste(case[1], "fit"), sprintf("{f <- %s; 1 - f$deviance / f$null.deviance}", case[2]))
}
golden("odds ratios clus2", sprintf("{f <- %s; exp(cbind(coef(f), confint(f, ddf = f$df.residual)))}", fits[[10]][2]))

# --- standardised coefficients and shares of R-squared; standard errors from derivatives by the weights ---
se_by_weights <- function(statistic, design) {
  w <- weights(design)
  gradient <- numDeriv::jacobian(function(a) statistic(w * a), rep(1, length(w)))
  sqrt(diag(vcov(svytotal(t(gradient) / w, design))))
}
moments <- function(columns, w) cov.wt(columns, w / sum(w), method = "ML")$cov
standard <- function(columns) function(w) {
  s <- moments(columns, w)
  solve(s[-1, -1], s[-1, 1]) * sqrt(diag(s)[-1] / s[1, 1])
}
explained <- function(s, used) if (!length(used)) 0 else drop(s[1, used] %*% solve(s[used, used], s[used, 1])) / s[1, 1]
orders <- function(k) if (k == 1) matrix(1) else do.call(rbind, lapply(1:k, function(first) {
  rest <- orders(k - 1); cbind(first, matrix(setdiff(1:k, first)[rest], nrow(rest))) }))
importance <- function(columns, groups) function(w) {
  s <- moments(columns, w); all <- orders(length(groups)); gain <- matrix(0, nrow(all), length(groups))
  for (i in seq_len(nrow(all))) for (j in seq_along(groups))
    gain[i, all[i, j]] <- explained(s, unlist(groups[all[i, 1:j]])) - explained(s, unlist(groups[all[i, seq_len(j - 1)]]))
  colMeans(gain)
}
both <- function(statistic, design) cbind(statistic(weights(design)), se_by_weights(statistic, design))
api <- function(data) with(data, cbind(api00, ell, meals, api.stu))
golden("standardised strat", "both(standard(api(apistrat)), dstrat)")
golden("standardised clus1", "both(standard(api(apiclus1)), dclus1)")
golden("importance strat", "both(importance(api(apistrat), list(2, 3, 4)), dstrat)")
golden("importance clus1", "both(importance(api(apiclus1), list(2, 3, 4)), dclus1)")
golden("importance clus2", "both(importance(api(apiclus2), list(2, 3, 4)), dclus2)")
golden("importance groups", "both(importance(cbind(with(apistrat, cbind(api00, ell, meals)), H = apistrat$stype == 'H', M = apistrat$stype == 'M'), list(2, 3, 4:5)), dstrat)")

# --- lines through estimates: Grizzle, Starmer & Koch (1969), with the interval of Rao (1959) ---
gls <- function(b, v, times, df) {
  x <- cbind(1, times); i <- solve(v); c <- solve(t(x) %*% i %*% x); beta <- c %*% t(x) %*% i %*% b
  r <- b - x %*% beta; q <- drop(t(r) %*% i %*% r); k <- length(b) - 2; f <- q * (df - k + 1) / (df * k)
  h <- qt(0.975, df - k) * sqrt(c[2, 2] * df / (df - k) * (1 + q / df))  # Rao (1959)
  c(beta[2], sqrt(c[2, 2]), beta[2] - h, beta[2] + h, q, pchisq(q, k, lower.tail = FALSE), f, k, df - k + 1,
    pf(f, k, df - k + 1, lower.tail = FALSE))
}
by <- function(formula, groups, design) svyby(formula, groups, design, svymean, covmat = TRUE, na.rm = TRUE)
line_through <- function(formula, groups, design, times) {
  m <- by(formula, groups, design); gls(coef(m), vcov(m), times, degf(design))
}
watched <- subset(dmedia, !is.na(tvhours))
years <- sort(unique(media$year))
golden("media means", "{m <- by(~tvhours, ~year, watched); cbind(coef(m), SE(m))}")
golden("media line", "line_through(~tvhours, ~year, watched, years)")
golden("media share line", "line_through(~I(as.numeric(tvhours >= 2)), ~year, watched, years)")
golden("media married line", "line_through(~I(as.numeric(marital == 'Married')), ~year, dmedia, years)")
armitage <- function(yes) { t <- prop.trend.test(tapply(yes, media$year, sum), tapply(yes, media$year, length), years); c(t$statistic, t$p.value) }
golden("media married armitage", "armitage(media$marital == 'Married')")
golden("media old armitage", "armitage(!is.na(media$age) & media$age >= 55)")
golden("media old line", "line_through(~I(as.numeric(!is.na(age) & age >= 55)), ~year, dmedia, years)")
golden("media pooled", "rows(line(tvhours ~ year, watched))")
golden("media change", "{m <- by(~tvhours, ~year, watched); d <- svycontrast(m, c(0, 0, 0, 0, 0, 0, -1, 1)); c(coef(d), SE(d), degf(subset(watched, year >= 2012)))}")

# --- the same schools in several waves: the units of the stacked design are the schools, or their districts ---
waves <- function(data, keep = TRUE) {
  long <- rbind(transform(data, wave = 1, y = api99), transform(data, wave = 2, y = api00),
                transform(data, wave = 3, y = api00 + ell - meals))
  if (keep) long else subset(long, snum %% 5 != wave)
}
panel_strat <- svydesign(id = ~snum, strata = ~stype, weights = ~pw, data = waves(apistrat))
panel_fpc <- svydesign(id = ~snum, strata = ~stype, weights = ~pw, fpc = ~fpc, data = waves(apistrat))
panel_clus1 <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = waves(apiclus1))
rotating <- svydesign(id = ~snum, strata = ~stype, weights = ~pw, data = waves(apistrat, FALSE))
rotating_clus1 <- svydesign(id = ~dnum, weights = ~pw, data = waves(apiclus1, FALSE))
for (name in c("panel_strat", "panel_fpc", "panel_clus1", "rotating", "rotating_clus1")) {
  golden(name, sprintf("coef(by(~y, ~wave, %s))", name))
  golden(paste(name, "covariance"), sprintf("vcov(by(~y, ~wave, %s))", name))
  golden(paste(name, "df"), sprintf("degf(%s)", name))
  golden(paste(name, "change"), sprintf("{d <- svycontrast(by(~y, ~wave, %s), c(-1, 0, 1)); c(coef(d), SE(d))}", name))
  golden(paste(name, "line"), sprintf("line_through(~y, ~wave, %s, c(0, 1, 3))", name))
  golden(paste(name, "pooled"), sprintf("rows(line(y ~ wave, %s))", name))
}

# Waves of a rotating panel, each under its own design: units in both waves add their products (Kish 1965, 12.4).
own_waves <- function(data) {
  long <- waves(data, FALSE)
  units <- sort(unique(long$snum))
  deviations <- sapply(1:3, function(at) {
    d <- subset(long, wave == at); z <- d$pw * (d$y - weighted.mean(d$y, d$pw)) / sum(d$pw)
    n <- ave(z, d$stype, FUN = length); e <- (z - ave(z, d$stype)) * sqrt(n / (n - 1))
    full <- numeric(length(units)); full[match(d$snum, units)] <- e; full })
  crossprod(deviations)
}
golden("rotating own covariance", "own_waves(apistrat)")
golden("rotating own se", "sapply(1:3, function(at) SE(svymean(~y, svydesign(id = ~1, strata = ~stype, weights = ~pw, data = subset(waves(apistrat, FALSE), wave == at)))))")

# --- several fresh samples: no unit in two waves ---
fresh <- list(svymean(~api00, dstrat), svymean(~api00, dclus1), svymean(~api00, dclus2))
golden("fresh line", "gls(sapply(fresh, coef), diag(sapply(fresh, vcov)), c(1, 2, 4), degf(dstrat) + degf(dclus1) + degf(dclus2))")
golden("fresh change", "c(coef(fresh[[3]]) - coef(fresh[[1]]), sqrt(vcov(fresh[[3]]) + vcov(fresh[[1]])), degf(dstrat) + degf(dclus2))")

write(toJSON(results, digits = NA, auto_unbox = TRUE, pretty = 1, na = "null"), "models.json")
