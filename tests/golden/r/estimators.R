# One function an estimator of the package: its R call as text, then the numbers of the row.

level_of <- function(arguments) if (is.null(arguments$confidence)) 0.95 else arguments$confidence

r_mean <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, a$y)
  call <- sprintf("svymean(~%s, %s, deff = \"replace\", na.rm = TRUE)", a$y, d)
  m <- now(call)
  record(design, "mean", c(a, where = list(where)), call, one(m, now(d), level_of(a), deff(m)[[1]]))
}

r_total <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, a$y)
  call <- sprintf("svytotal(~%s, %s, deff = \"replace\", na.rm = TRUE)", a$y, d)
  m <- now(call)
  record(design, "total", c(a, where = list(where)), call, one(m, now(d), level_of(a), deff(m)[[1]]))
}

r_ratio <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, c(a$y, a$x))
  call <- sprintf("svyratio(~%s, ~%s, %s, deff = \"replace\", na.rm = TRUE)", a$y, a$x, d)
  m <- now(call)
  record(design, "ratio", c(a, where = list(where)), call, one(m, now(d), level_of(a), deff(m)[[1]]))
}

qrule <- "\"math\""

r_quantile <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, a$y)
  call <- sprintf("svyquantile(~%s, %s, %s, qrule = %s, interval.type = \"mean\", alpha = %s)",
                  a$y, d, a$q, qrule, format(1 - level_of(a)))
  m <- now(call)[[1]][1, ]
  record(design, "quantile", c(a, where = list(where)), call,
         list(value = m[[1]], se = m[[4]], df = degf(now(d)), low = m[[2]], high = m[[3]]))
}

wilson <- function(p, se, df, level) {
  n <- p * (1 - p) / se^2
  t <- qt((1 + level) / 2, df)
  (p + t^2 / (2 * n) + c(-1, 1) * t * sqrt(p * (1 - p) / n + t^2 / (4 * n^2))) / (1 + t^2 / n)
}

# logit, or beta with fewer than ten effective positives or negatives
chosen <- function(indicator, inside) {
  m <- svymean(reformulate(indicator), inside)
  p <- coef(m)[[1]]
  if (min(p, 1 - p) * p * (1 - p) / vcov(m)[[1]] < 10) "beta" else "logit"
}

r_share <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, a$indicator)
  inside <- now(d)
  asked <- a
  if (a$interval == "auto") a$interval <- chosen(a$indicator, inside)
  method <- c(logit = "xlogit", beta = "beta", arcsine = "asin", mean = "mean", wilson = "mean")[[a$interval]]
  call <- sprintf("svyciprop(~%s, %s, method = \"%s\", level = %s)", a$indicator, d, method, level_of(a))
  m <- now(call)
  limits <- attr(m, "ci")
  if (a$interval == "arcsine") {
    # svyciprop squares the sine of angles beyond those of 0 and 1, which folds the limit back inside
    angle <- interval(asin(sqrt(coef(m)[[1]])), sqrt(attr(m, "var") / (coef(m)[[1]] * (1 - coef(m)[[1]])))[[1]] / 2,
                      degf(inside), level_of(a))
    limits <- sin(pmin(pmax(angle, 0), pi / 2))^2
    call <- paste("within 0 and 1,", call)
  }
  if (a$interval == "mean") {
    limits <- pmin(pmax(limits, 0), 1)
    call <- paste("within 0 and 1,", call)
  }
  if (a$interval == "wilson") {
    limits <- wilson(coef(m)[[1]], SE(m)[[1]], degf(inside), level_of(a))
    call <- paste("wilson on the effective n,", call)
  }
  record(design, "share", c(asked, where = list(where)), call,
         list(value = coef(m)[[1]], se = sqrt(attr(m, "var"))[[1]], df = degf(inside), low = limits[[1]],
              high = limits[[2]], n = sum(weights(inside) != 0)))
}

# A share of 0 or 1 has no variance: Clopper & Pearson on the answers
r_certain_share <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, a$indicator)
  inside <- now(d)
  answers <- inside$variables[[a$indicator]][weights(inside) != 0]
  call <- sprintf("binom.test(%d, %d, conf.level = %s)$conf.int", sum(answers), length(answers), level_of(a))
  limits <- now(call)
  record(design, "share", c(a, where = list(where)), call,
         list(value = mean(answers), se = 0, df = degf(inside), low = limits[1], high = limits[2]))
}

r_shares <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, a$codes)
  call <- sprintf("svymean(~factor(%s, levels = %s), %s)", a$codes, quoted(a$levels), d)
  m <- now(call)
  record(design, "shares", c(a, where = list(where)), call,
         list(value = coef(m), se = SE(m), covariance = vcov(m), df = degf(now(d))))
}

r_nps <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, a$y)
  call <- sprintf("svymean(~I(100 * (%s >= 9) - 100 * (%s <= 6)), %s, deff = \"replace\", na.rm = TRUE)", a$y, a$y, d)
  m <- now(call)
  record(design, "nps", c(a, where = list(where)), call, one(m, now(d), level_of(a), deff(m)[[1]]))
}

# svyby has no joint covariance after calibration: there the means are ratios of totals
means_by <- function(y, groups, levels, design) {
  columns <- lapply(levels, function(level) cbind(design$variables[[y]], 1) * (design$variables[[groups]] == level))
  totals <- do.call(cbind, columns)
  totals[weights(design) == 0, ] <- 0
  m <- svytotal(totals, design)
  names(m) <- colnames(attr(m, "var")) <- rownames(attr(m, "var")) <- paste0("t", seq_len(2 * length(levels)))
  at <- 2 * seq_along(levels)
  svycontrast(m, Map(function(a, b) call("/", as.name(a), as.name(b)), paste0("t", at - 1), paste0("t", at)))
}

by_text <- function(a, d) {
  if (!is.null(now(d)$postStrata))
    return(sprintf("means_by(\"%s\", \"%s\", %s, %s)", a$y, a$groups, quoted(a$levels), d))
  sprintf("svyby(~%s, ~factor(%s, levels = %s), %s, svymean, covmat = TRUE)", a$y, a$groups, quoted(a$levels), d)
}

r_domain_means <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, c(a$y, a$groups))
  call <- by_text(a, d)
  m <- now(call)
  record(design, "domain_means", c(a, where = list(where)), call,
         list(value = coef(m), covariance = vcov(m)))
}

r_contrast <- function(design, ..., where = NULL) {
  a <- list(...)
  used <- a$levels[a$coefficients != 0]
  d <- domain(design, where, c(a$y, a$groups))
  call <- sprintf("svycontrast(%s, %s)", by_text(a, d), quoted(a$coefficients))
  inside <- now(domain(design, c(where, setNames(list(used), a$groups)), a$y))
  record(design, "contrast", c(a, where = list(where)), call, one(now(call), inside, level_of(a)))
}

r_difference <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, c(a$y, a$groups))
  groups <- list(y = a$y, groups = a$groups, levels = c(a$b, a$a))
  call <- sprintf("svycontrast(%s, c(-1, 1))", by_text(groups, d))
  inside <- now(domain(design, c(where, setNames(list(c(a$a, a$b)), a$groups)), a$y))
  record(design, "difference", c(a, where = list(where)), call, one(now(call), inside, level_of(a)))
}

r_paired <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, c(a$y, a$x))
  call <- sprintf("svymean(~I(%s - %s), %s, deff = \"replace\", na.rm = TRUE)", a$y, a$x, d)
  m <- now(call)
  record(design, "paired_difference", c(a, where = list(where)), call, one(m, now(d), level_of(a), deff(m)[[1]]))
}

# Two means of two domains that overlap, as ratios of totals under the whole design
r_combine <- function(design, ...) {
  a <- list(...)
  part <- function(p) {
    condition <- paste0(names(p$where), " %in% ", vapply(p$where, quoted, ""), collapse = " & ")
    c(sprintf("I(ifelse(%s, %s, 0))", condition, p$y), sprintf("I(as.numeric(%s))", condition))
  }
  call <- sprintf("svytotal(~%s, %s)", paste(unlist(lapply(a$parts, part)), collapse = " + "), design)
  m <- now(call)
  names(m) <- colnames(attr(m, "var")) <- rownames(attr(m, "var")) <- paste0("t", 1:4)
  r <- svycontrast(m, list(x = quote(t1 / t2), y = quote(t3 / t4)))
  record(design, "combine", a, paste("ratios of", call), list(value = coef(r), covariance = vcov(r)))
}

r_wald <- function(design, ..., where = NULL) {
  a <- list(...)
  call <- by_text(a, domain(design, where, c(a$y, a$groups)))
  m <- now(call)
  k <- if (a$null == "zero") diag(length(coef(m))) else cbind(-1, diag(length(coef(m)) - 1))
  b <- k %*% coef(m)
  q <- nrow(k)
  df <- degf(now(domain(design, c(where, setNames(list(a$levels), a$groups)), a$y)))
  statistic <- drop(t(b) %*% solve(k %*% vcov(m) %*% t(k), b)) * (df - q + 1) / (df * q)
  record(design, "wald", c(a, where = list(where)), paste("adjusted Wald of", call),
         list(statistic = statistic, df_num = q, df = df - q + 1,
              p_value = pf(statistic, q, df - q + 1, lower.tail = FALSE)))
}

r_equivalence <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, a$y)
  call <- sprintf("svymean(~%s, %s)", a$y, d)
  m <- now(call)
  df <- degf(now(d))
  p <- max(pt((coef(m) - a$low) / SE(m), df, lower.tail = FALSE), pt((coef(m) - a$high) / SE(m), df))
  record(design, "equivalence", c(a, where = list(where)), paste("pt of", call),
         list(value = coef(m)[[1]], p_value = p, df = df))
}

r_p_values <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, a$y)
  call <- sprintf("svymean(~%s, %s)", a$y, d)
  m <- now(call)
  t <- (coef(m)[[1]] - a$bound) / SE(m)[[1]]
  record(design, "p_values", c(a, where = list(where)), paste("pt of", call),
         list(value = c(pt(t, degf(now(d))), pt(-t, degf(now(d))))))
}
