# Four waves: the same people asked again (panel), some of them (rotating), and fresh ones.
#
#   cd tests/golden/trends && Rscript waves.R
#
# Answers are by formula. Changes of the panel: survey, waves stacked with the person as the unit, svyby and
# svycontrast. Fresh waves: each its own design. Where some people are in two waves, the stack of survey would leave
# the size of each wave to chance; there the covariance is the sum over shared people of what svyrecvar sums for one
# wave. Lines: nlme::gls with the covariance as known, and the lack of fit by matrix algebra.
suppressPackageStartupMessages({
  library(survey)
  library(nlme)
  library(jsonlite)
})

wave <- function(number, people) {
  i <- people
  data.frame(
    wave = number, person = i,
    w = 1 + (i * 7 %% 5) / 4 + ((i * 3) %% 7) / 10,
    quality = 1 + (i * 13 + (i %% 9) * number * 5 + number * (i %% 4)) %% 10,
    bought = as.integer((i * 17 + number * (i %% 6) * 3) %% 11 < 3 + number)
  )
}
waves <- list(
  panel = lapply(1:4, function(k) wave(k, 1:120)),
  rotating = lapply(1:4, function(k) wave(k, (1:120) + 40 * (k - 1))),
  fresh = lapply(1:4, function(k) wave(k, (1:120) + 200 * (k - 1)))
)
days <- as.numeric(as.Date(c("2026-01-01", "2026-04-01", "2026-10-01", "2027-01-01")) - as.Date("2026-01-01"))
times <- days / 365.25

deviations <- function(d, item) { # what each person adds; their squares sum to svymean's variance
  y <- d[[item]]; w <- d$w; n <- nrow(d)
  u <- w * (y - sum(w * y) / sum(w)) / sum(w)
  (u - mean(u)) * sqrt(n / (n - 1))
}
covariance <- function(parts, item) {
  V <- matrix(0, length(parts), length(parts))
  for (a in seq_along(parts)) for (b in seq_along(parts)) {
    shared <- intersect(parts[[a]]$person, parts[[b]]$person)
    V[a, b] <- sum(deviations(parts[[a]], item)[match(shared, parts[[a]]$person)] *
                   deviations(parts[[b]], item)[match(shared, parts[[b]]$person)])
  }
  V
}
line <- function(estimate, V) {
  R <- cov2cor(V)
  d <- data.frame(estimate, times, v = diag(V))
  likeness <- if (all(R[lower.tri(R)] == 0)) NULL else corSymm(R[lower.tri(R)], ~ 1, fixed = TRUE)
  fit <- gls(estimate ~ times, d, correlation = likeness, weights = varFixed(~ v),
             control = glsControl(sigma = 1))
  r <- residuals(fit, type = "response")
  list(slope = unname(coef(fit)[2]), se = unname(sqrt(fit$varBeta[2, 2])),
       Q = as.numeric(t(r) %*% solve(V) %*% r))
}

found <- list()
for (kind in names(waves)) for (item in c("quality", "bought")) {
  parts <- waves[[kind]]
  formula <- as.formula(paste("~", item))
  singles <- lapply(parts, function(d) svymean(formula, svydesign(~ 1, weights = ~ w, data = d)))
  estimate <- sapply(singles, coef)
  V <- covariance(parts, item)
  stopifnot(all.equal(diag(V), sapply(singles, function(s) as.numeric(vcov(s)))))
  if (kind == "panel") {
    stacked <- svydesign(~ person, weights = ~ w, data = do.call(rbind, parts))
    by <- svyby(formula, ~ wave, stacked, svymean, covmat = TRUE)
    change <- function(a, b) {
      L <- numeric(4); L[a] <- -1; L[b] <- 1
      x <- svycontrast(by, L)
      c(unname(coef(x)), sqrt(as.numeric(vcov(x))))
    }
    V <- unname(vcov(by))
  } else change <- function(a, b)
    c(unname(estimate[b] - estimate[a]), sqrt(V[a, a] + V[b, b] - 2 * V[a, b]))
  found[[length(found) + 1]] <- list(
    kind = kind, item = item, estimate = unname(estimate), se = sqrt(diag(V)),
    previous = lapply(2:4, function(k) change(k - 1, k)),
    baseline = lapply(3:4, function(k) change(1, k)),
    line = line(unname(estimate), V)
  )
}
columns <- lapply(waves, function(parts) lapply(parts, function(d) as.list(d[c("person", "w", "quality", "bought")])))
version <- c(R.version.string, paste("survey", packageVersion("survey")), paste("nlme", packageVersion("nlme")))
write(toJSON(list(made_with = version, waves = columns, found = found), auto_unbox = TRUE, digits = NA),
      "waves.json")
