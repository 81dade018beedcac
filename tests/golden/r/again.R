# Golden values of replicate designs, regressions, waves and items together, on the schools.

estimates <- function(m, inside) list(value = unname(coef(m)), se = unname(SE(m)), df = degf(inside))

# degrees of freedom are those of the rows in use
r_again <- function(design, estimator, arguments, call, inside = design)
  record(design, estimator, arguments, sprintf(call, design), estimates(now(sprintf(call, design)), now(inside)))

design("stratjkn", "apistrat", "as.svrepdesign(stratwr, type = \"JKn\")", base = "stratwr", replicates = "jkn")
design("clus1jk1", "apiclus1", "as.svrepdesign(clus1wr, type = \"JK1\")", base = "clus1wr", replicates = "jk1")
for (d in c("stratjkn", "clus1jk1")) {
  r_again(d, "mean", list(y = "api00"), "svymean(~api00, %s)")
  r_again(d, "total", list(y = "enroll"), "svytotal(~enroll, %s)")
  r_again(d, "ratio", list(y = "api00", x = "api99"), "svyratio(~api00, ~api99, %s)")
  r_again(d, "paired_difference", list(y = "api00", x = "api99"), "svymean(~I(api00 - api99), %s)")
  r_again(d, "difference", list(y = "api00", groups = "stype", a = "H", b = "E"),
          "svycontrast(svyby(~api00, ~stype, %s, svymean, covmat = TRUE), c(-1, 1, 0))",
          sprintf("subset(%s, stype != \"M\")", d))
}

for (d in c("strat", "clus1", "clus2", "stratjkn", "clus1jk1")) {
  control <- "control = list(epsilon = 1e-15, maxit = 100)"
  lines <- list(linear = "svyglm(api00 ~ ell + meals + stype, %s)",
                logistic = sprintf("svyglm(I(api00 > 650) ~ ell + stype, %%s, family = quasibinomial(), %s)", control))
  for (family in names(lines)) {
    call <- sprintf(lines[[family]], d)
    m <- now(call)
    a <- if (family == "linear") list(y = "api00", drivers = c("ell", "meals", "stype"))
         else list(y = "api00", above = 650, drivers = c("ell", "stype"))
    record(d, "regression", c(a, family = family), call,
           list(value = unname(coef(m)), se = unname(SE(m)), covariance = vcov(m), df = m$df.residual))
  }
  r_again(d, "each_mean", list(items = c("api00", "api99", "ell")), "svymean(~api00 + api99 + ell, %s)")
  r_again(d, "each_share", list(items = c("api00", "api99"), above = 650),
          "svymean(~I(as.numeric(api00 > 650)) + I(as.numeric(api99 > 650)), %s)")
}

# the same schools asked twice, and a line through two and three of their groups
for (d in c("strat", "clus1", "clus2")) {
  r_again(d, "change", list(earlier = "api99", later = "api00"),
          "svycontrast(svymean(~api99 + api00, %s), c(-1, 1))")
  r_again(d, "share_difference", list(y = "api00", above = 650, groups = "stype", a = "E", b = "M"),
          "svycontrast(svyby(~I(as.numeric(api00 > 650)), ~stype, %s, svymean, covmat = TRUE), c(1, 0, -1))",
          sprintf("subset(%s, stype != \"H\")", d))
  call <- sprintf("svyby(~api00, ~stype, %s, svymean, covmat = TRUE)", d)
  m <- now(call)
  times <- cbind(1, c(0, 1, 3))
  inverse <- solve(t(times) %*% solve(vcov(m)) %*% times)
  line <- drop(inverse %*% t(times) %*% solve(vcov(m)) %*% coef(m))
  record(d, "trend", list(y = "api00", groups = "stype", levels = c("E", "H", "M"), times = c(0, 1, 3)),
         paste("line by solve() through", call), list(value = line[2], se = sqrt(inverse[2, 2])))
}
