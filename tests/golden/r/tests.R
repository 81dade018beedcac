# Tests and measures of dependence.

r_chi_square <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, c(a$rows, a$columns))
  call <- sprintf("svychisq(~%s + %s, %s, statistic = \"%s\")", a$rows, a$columns, d, a$statistic)
  m <- now(call)
  numbers <- list(statistic = m$statistic, df_num = m$parameter[[1]], p_value = m$p.value)
  if (length(m$parameter) > 1) numbers$df <- m$parameter[[2]]
  record(design, "chi_square", c(a, where = list(where)), call, numbers)
}

r_goodness <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, a$codes)
  call <- sprintf("svygofchisq(~factor(%s, levels = %s), %s, %s)", a$codes, quoted(names(a$expected)),
                  quoted(unlist(a$expected)), d)
  m <- now(call)
  inside <- now(d)
  n <- sum(weights(inside) != 0)
  numbers <- if (a$statistic == "Chisq") {
    # R's statistic is on the scale of the population
    list(statistic = m$statistic * n / sum(weights(inside)), df_num = m$parameter[["df"]], p_value = m$p.value)
  } else {
    df <- m$parameter[["df"]]
    f <- m$statistic / sum(m$lambda)
    list(statistic = f, df_num = df, df = df * degf(inside),
         p_value = pf(f, df, df * degf(inside), lower.tail = FALSE))
  }
  record(design, "goodness_of_fit", c(a, where = list(where)), call, numbers)
}

fisher <- function(m, level) {
  half <- qt((1 + level) / 2, m$df) * m$se / (1 - m$value^2)
  tanh(atanh(m$value) + c(-1, 1) * half)
}

r_pearson <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, c(a$x, a$y))
  call <- sprintf("svymean(~%s + %s + I(%s^2) + I(%s^2) + I(%s * %s), %s)", a$x, a$y, a$x, a$y, a$x, a$y, d)
  m <- now(call)
  names(m) <- colnames(attr(m, "var")) <- rownames(attr(m, "var")) <- c("x", "y", "xx", "yy", "xy")
  r <- svycontrast(m, quote((xy - x * y) / sqrt((xx - x^2) * (yy - y^2))))
  numbers <- list(value = coef(r)[[1]], se = SE(r)[[1]], df = degf(now(d)))
  limits <- fisher(numbers, level_of(a))
  record(design, "correlation", c(a, method = "pearson", where = list(where)), paste("svycontrast of", call),
         c(numbers, low = limits[1], high = limits[2]))
}

middle <- function(w, y) {
  at <- vapply(split(w, factor(y)), sum, 0i)
  ((cumsum(at) - at / 2) / sum(w))[as.character(y)]
}

r_spearman <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, c(a$x, a$y))
  inside <- now(d)
  x <- inside$variables[[a$x]]
  y <- inside$variables[[a$y]]
  statistic <- function(w) {
    rx <- middle(w, x) - 0.5
    ry <- middle(w, y) - 0.5
    sum(w * rx * ry) / sqrt(sum(w * rx^2) * sum(w * ry^2))
  }
  numbers <- linearised(statistic, inside)
  limits <- fisher(numbers, level_of(a))
  record(design, "correlation", c(a, method = "spearman", where = list(where)),
         sprintf("correlation of weighted mid-ranks, complex-step linearisation, svytotal(~slope, %s)", d),
         c(numbers, low = limits[1], high = limits[2]))
}

r_cramers_v <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, c(a$rows, a$columns))
  inside <- now(d)
  used <- weights(inside) != 0
  r <- factor(inside$variables[[a$rows]])
  c <- factor(inside$variables[[a$columns]])
  k <- min(length(unique(r[used])), length(unique(c[used]))) - 1
  statistic <- function(w) {
    p <- vapply(split(w, list(r, c)), sum, 0i) / sum(w)
    row <- vapply(split(w, r), sum, 0i) / sum(w)
    column <- vapply(split(w, c), sum, 0i) / sum(w)
    e <- as.vector(outer(row, column))
    sqrt(sum(((p - e)^2 / e)[Re(e) > 0]) / k)
  }
  m <- linearised(statistic, inside)
  record(design, "cramers_v", c(a, where = list(where)),
         sprintf("V of svytable(~%s + %s, %s), complex-step linearisation", a$rows, a$columns, d), m)
}

r_superiority <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, c(where, setNames(list(c(a$a, a$b)), a$groups)), a$y)
  inside <- now(d)
  y <- inside$variables[[a$y]]
  g <- inside$variables[[a$groups]]
  wins <- (outer(y, y, ">") + outer(y, y, "==") / 2) * outer(g == a$a, g == a$b)
  statistic <- function(w) sum(w * (wins %*% w)) / (sum(w[g == a$a]) * sum(w[g == a$b]))
  m <- linearised(statistic, inside)
  half <- qt((1 + level_of(a)) / 2, m$df) * m$se / (m$value * (1 - m$value))
  limits <- plogis(qlogis(m$value) + c(-1, 1) * half)
  record(design, "superiority", c(a, where = list(where)),
         sprintf("share of pairs won, complex-step linearisation, svytotal(~slope, %s)", d),
         c(m, low = limits[1], high = limits[2]))
}

# Mid-ranks from the totals of the levels do not depend on the order of the rows, unlike svyranktest
r_rank_test <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, c(a$y, a$groups))
  inside <- now(d)
  w <- weights(inside)
  inside <- update(inside, rank. = 0, group. = factor(inside$variables[[a$groups]]))
  inside$variables$rank. <- Re(middle(w + 0i, inside$variables[[a$y]]))
  m <- svyglm(rank. ~ group., inside)
  q <- length(coef(m)) - 1
  df <- degf(inside) - q
  b <- coef(m)[-1]
  f <- drop(t(b) %*% solve(vcov(m)[-1, -1], b)) / q
  call <- sprintf("svyglm(midrank(%s) ~ factor(%s), %s)", a$y, a$groups, d)
  numbers <- if (q > 1) {
    list(statistic = f, df_num = q, df = df, p_value = pf(f, q, df, lower.tail = FALSE))
  } else {
    t <- -b[[1]] / SE(m)[[2]]  # positive where the first group ranks higher
    list(statistic = t, df = df, p_value = 2 * pt(-abs(t), df))
  }
  record(design, "rank_test", c(a, where = list(where)), call, numbers)
}

# The rank test of the package itself, where nothing is tied
r_svyranktest <- function(design, ..., where = NULL) {
  a <- list(...)
  d <- domain(design, where, c(a$y, a$groups))
  many <- length(unique(now(d)$variables[[a$groups]])) > 2
  call <- sprintf("svyranktest(%s ~ factor(%s), %s, test = \"%s\")", a$y, a$groups, d,
                  if (many) "KruskalWallis" else "wilcoxon")
  m <- now(call)
  numbers <- if (many) {
    list(statistic = m$statistic, df_num = m$parameter[[1]], df = m$ddf, p_value = m$p.value)
  } else {
    list(statistic = -m$statistic, df = m$parameter[[1]], p_value = m$p.value)
  }
  record(design, "rank_test", c(a, where = list(where)), call, numbers)
}
