# Verdicts computed with the R package survey (4.1-1) and base R alone; sourced by the scripts beside it.
#
# which call gives which number
#   share, top two     svymean; interval svyciprop(method = "logit"), or Korn & Graubard's "beta" below ten effective
#                      positives or negatives; logit test svycontrast(m, log(p / (1 - p))) against t on degf;
#                      beta test: the level at which the end of the beta interval meets the bound (uniroot)
#   level, nps         svymean, confint(df = degf), t on degf
#   comparison         svymean of the difference within respondents
#   difference         svyby(covmat = TRUE) + svycontrast, t on degf of both groups together; of shares with fewer than
#                      ten effective positives or negatives in a group after Agresti & Caffo (2000)
#   association        R has no rank correlation for surveys: the weighted mid-rank correlation as a function of the
#                      weights, its derivative by each weight by the complex step (infinitesimal jackknife), SE by
#                      svymean of the derivatives; t interval on Fisher's z
#   distribution       shares as above with intervals at 1 - alpha / levels (Bonferroni)
#   ranking            svymean of the differences of indicators; supported by intersection-union, refuted by Bonferroni
#   ordinal            the weighted probability of superiority as a function of the weights, its derivative by each weight
#                      by the complex step, SE by svymean of the derivatives; t interval on the logit scale, near 0 and
#                      1 Korn & Graubard's on the answers of the smaller group
#   equivalence        the difference with its interval at 1 - 2 alpha; two one-sided tests at alpha
#   drop_off           svymean of the losses, their differences by svycontrast, or after Agresti & Caffo (2000); decided
#                      as a ranking
#   effect sizes       Cohen's h, d, d_z and w, Cliff's delta: base R on the weighted answers, at the ends of the interval
#   levels differ      svyby(covmat = TRUE) or svytotal of the influence values: adjusted Wald F (Korn & Graubard 1990)
#   family             p.adjust(method = "holm"), claims without a test counted with p = 1
#   weights            rake(), sum(w)^2 / sum(w^2) (Kish 1965)

suppressPackageStartupMessages(library(survey))
library(jsonlite)

ALPHA <- 0.05
LEAST <- c(n = 30, n_effective = 30, df = 8)

# --- estimates: value, variance, answers, and the tails P(below a bound), P(above a bound) ---

# the domain, with y as a column; rows without an answer are outside it
domain <- function(y, design, where) {
  inside <- where & !is.na(y)
  if (!any(inside)) return(NULL)
  subset(update(design, y = ifelse(inside, as.numeric(y), 0)), inside)
}

known <- function(m, d, inside) list(
  value = unname(coef(m)[1]), se = unname(as.vector(SE(m))[1]), n = sum(inside), df = degf(d),
  deff = unname(as.vector(deff(m))[1])
)

t_tails <- function(e) within(e, {
  ends <- function(level) value + c(-1, 1) * qt((1 + level) / 2, df) * se
  below <- function(bound) pt((value - bound) / se, df)
  above <- function(bound) pt((bound - value) / se, df)
})

mean_of <- function(y, design, where = rep(TRUE, length(y))) {
  d <- domain(y, design, where)
  if (is.null(d)) return(NULL)
  e <- known(svymean(~y, d, deff = "replace"), d, where & !is.na(y))
  e$y <- ifelse(where, as.numeric(y), NA)
  w <- weights(design)[where & !is.na(y)]
  e$kish <- length(w) * sum(w^2) / sum(w)^2
  t_tails(e)
}

korn_graubard <- function(e, level) {
  tail <- (1 - level) / 2
  n <- if (e$se == 0) e$n else e$value * (1 - e$value) / e$se^2 * (qt(tail, e$n - 1) / qt(tail, e$df))^2
  c(if (e$value == 0) 0 else qbeta(tail, n * e$value, n * (1 - e$value) + 1),
    if (e$value == 1) 1 else qbeta(1 - tail, n * e$value + 1, n * (1 - e$value)))
}

share_of <- function(y, design, where = rep(TRUE, length(y))) {
  e <- mean_of(y, design, where)
  if (is.null(e)) return(NULL)
  d <- domain(y, design, where)
  few <- e$se == 0 || e$value * (1 - e$value) / e$se^2 * min(e$value, 1 - e$value) < 10
  if (few) {
    e$few <- TRUE
    e$ends <- function(level) korn_graubard(e, level)
    meets <- function(bound, side) {  # one-sided p: the tail at which that end of the interval meets the bound
      gap <- function(tail) korn_graubard(e, 1 - 2 * tail)[side] - bound
      if (gap(1e-14) * gap(0.499999) > 0) 1 else uniroot(gap, c(1e-14, 0.499999), tol = 1e-15)$root
    }
    e$below <- function(bound) if (bound <= e$value) 1 else meets(bound, 2)
    e$above <- function(bound) if (bound >= e$value) 1 else meets(bound, 1)
    if (is.null(d$postStrata) && e$se > 0) stopifnot(all.equal(
      unname(attr(svyciprop(~y, d, method = "beta"), "ci")), korn_graubard(e, 0.95), tolerance = 1e-10, check.attributes = FALSE))
    return(e)
  }
  m <- svymean(~y, d)
  on_logit <- svycontrast(m, quote(log(y / (1 - y))))
  distance <- function(bound) (coef(on_logit) - log(bound / (1 - bound))) / as.vector(SE(on_logit))
  e$ends <- function(level) as.vector(attr(svyciprop(~y, d, method = "xlogit", level = level), "ci"))
  e$below <- function(bound) unname(pt(distance(bound), e$df))
  e$above <- function(bound) unname(pt(-distance(bound), e$df))
  e
}

# means of groups with their covariance; the others are a group too, so that the design stays whole. svyby of 4.1-1
# fails with covmat = TRUE on raked designs: there the means are ratios of svytotal, by svycontrast
by_group <- function(y, group, design, inside) {
  y <- ifelse(inside, as.numeric(y), 0)
  group <- ifelse(inside, group, "outside")
  if (is.null(design$postStrata)) return(svyby(~y, ~group, update(design, y = y, group = group), svymean, covmat = TRUE))
  names <- unique(group[inside])
  columns <- do.call(cbind, lapply(seq_along(names), function(k) {
    own <- as.numeric(group == names[k])
    setNames(data.frame(y * own, own), paste0(c("sum", "base"), k))
  }))
  d <- design
  d$variables <- cbind(d$variables, columns)
  totals <- svytotal(reformulate(colnames(columns)), d)
  means <- lapply(seq_along(names), function(k) parse(text = sprintf("sum%d / base%d", k, k))[[1]])
  svycontrast(totals, setNames(means, names))
}

# difference of shares of which one has few positives or negatives: two of each added, half to each group
agresti_caffo <- function(e, parts, covariance) {
  n <- sapply(parts, function(part) part$n / effect(part)) + 2
  p <- (sapply(parts, `[[`, "value") * (n - 2) + 1) / n
  middle <- p[1] - p[2]
  se <- sqrt(sum(p * (1 - p) / n) - 2 * covariance)
  e$ends <- function(level) pmax(-1, pmin(1, middle + c(-1, 1) * qt((1 + level) / 2, e$df) * se))
  e$below <- function(bound) pt((middle - bound) / se, e$df)
  e$above <- function(bound) pt((bound - middle) / se, e$df)
  e
}

# difference of means where all of one group gave the same answer: the exact bound says how many may be otherwise, and
# those lie anywhere on the scale (Clopper & Pearson 1934); joined with the other interval (Zou & Donner 2008)
joined <- function(e, parts, alike, scale) {
  ends <- lapply(1:2, function(k) function(level) {
    others <- 1 - ((1 - level) / 2)^(1 / parts[[k]]$n)
    if (alike[k]) parts[[k]]$value + others * (scale - parts[[k]]$value) else parts[[k]]$ends(level)
  })
  value <- sapply(parts, `[[`, "value")
  e$ends <- function(level) {
    a <- ends[[1]](level) - value[1]
    b <- ends[[2]](level) - value[2]
    both <- e$value + c(-1, 1) * sqrt(c(a[1]^2 + b[2]^2, a[2]^2 + b[1]^2))
    ifelse(is.finite(both), both, NA)
  }
  # where the other end is not known, nothing is decided
  if (any(is.infinite(scale))) e$below <- e$above <- function(bound) 1
  e
}

# mean or share of one group less that of the other, with the covariance between them
difference_of <- function(y, group, design, where, of = mean_of, scale = c(-Inf, Inf)) {
  where <- where & !is.na(group)
  parts <- lapply(c(1, 0), function(side) of(y, design, where & group == side))
  if (is.null(parts[[1]]) || is.null(parts[[2]])) return(NULL)
  inside <- where & !is.na(y)
  by <- by_group(y, ifelse(group == 1, "a", "b"), design, inside)
  m <- svycontrast(by, c(a = 1, b = -1))
  e <- t_tails(list(value = unname(coef(m)), se = unname(as.vector(SE(m))), n = sum(inside),
                    df = degf(subset(design, inside))))
  if (any(sapply(parts, function(part) isTRUE(part$few)))) e <- agresti_caffo(e, parts, vcov(by)["a", "b"])
  alike <- sapply(parts, function(part) length(unique(na.omit(part$y))) == 1)
  if (identical(of, mean_of) && sum(alike) == 1) e <- joined(e, parts, alike, scale)
  e$groups <- parts
  e$influence <- influence_of(parts[[1]]$y, design) - influence_of(parts[[2]]$y, design)
  e
}

influence_of <- function(y, design) {
  w <- weights(design)
  inside <- !is.na(y)
  m <- sum(w[inside] * y[inside]) / sum(w[inside])
  ifelse(inside, (y - m) / sum(w[inside]), 0)
}

# weighted mid-rank correlation; works with complex weights
rank_correlation <- function(table) {
  table <- table / sum(table)
  centred <- function(margin) cumsum(margin) - margin / 2 - 0.5
  x <- centred(rowSums(table)); y <- centred(colSums(table))
  sum(table * outer(x, y)) / sqrt(sum(rowSums(table) * x^2) * sum(colSums(table) * y^2))
}

correlation_of <- function(x, y, design, where = rep(TRUE, length(x))) {
  inside <- where & !is.na(x) & !is.na(y)
  if (!any(inside)) return(NULL)
  w <- weights(design)
  row <- factor(x[inside]); column <- factor(y[inside])
  table <- unclass(tapply(w[inside], list(row, column), sum, default = 0))
  step <- 1e-30
  slope <- table * 0
  for (cell in which(table > 0)) {
    moved <- table + 0i
    moved[cell] <- moved[cell] + step * 1i
    slope[cell] <- Im(rank_correlation(moved)) / step
  }
  change <- rep(NA_real_, length(x))
  change[inside] <- slope[cbind(as.integer(row), as.integer(column))] * sum(w[inside])
  e <- mean_of(change, design)
  e$value <- rank_correlation(table)
  e$influence <- ifelse(inside, change / sum(w[inside]), 0)
  on_z <- e$se / (1 - e$value^2)
  e$ends <- function(level) tanh(atanh(e$value) + c(-1, 1) * qt((1 + level) / 2, e$df) * on_z)
  e$below <- function(bound) pt((atanh(e$value) - atanh(bound)) / on_z, e$df)
  e$above <- function(bound) pt((atanh(bound) - atanh(e$value)) / on_z, e$df)
  e$y <- NULL
  e
}

# chance that somebody of group 1 rates higher than somebody of group 0, ties half; works with complex weights
chance_in <- function(table) {
  share <- function(row) row / sum(row)
  sum(share(table[2, ]) * (cumsum(share(table[1, ])) - share(table[1, ]) / 2))
}

superiority_of <- function(y, group, design, where = rep(TRUE, length(y))) {
  inside <- where & !is.na(y) & !is.na(group)
  w <- weights(design)[inside]
  row <- factor(group[inside], c(0, 1)); column <- factor(y[inside])
  table <- unclass(tapply(w, list(row, column), sum, default = 0))
  if (any(rowSums(table) == 0)) return(NULL)
  parts <- lapply(c(1, 0), function(side) mean_of(y, design, where & !is.na(group) & group == side))
  slope <- table * 0
  for (cell in which(table > 0)) {
    moved <- table + 0i
    moved[cell] <- moved[cell] + 1e-30i
    slope[cell] <- Im(chance_in(moved)) / 1e-30
  }
  change <- rep(NA_real_, length(y))
  change[inside] <- slope[cbind(as.integer(row), as.integer(column))] * sum(w)
  e <- mean_of(change, design)
  e$value <- chance_in(table)
  e$influence <- ifelse(inside, change / sum(w), 0)
  e$y <- NULL
  e$groups <- parts
  effective <- if (e$se > 0) e$value * (1 - e$value) / e$se^2 else Inf
  if (effective * min(e$value, 1 - e$value) < 10) {
    n <- min(effective, sapply(parts, function(part) part$n / effect(part)))
    e$ends <- function(level) {
      tail <- (1 - level) / 2
      c(qbeta(tail, n * e$value, n * (1 - e$value) + 1), qbeta(1 - tail, n * e$value + 1, n * (1 - e$value)))
    }
    e$above <- function(bound) if (bound >= e$value) 1 else pbeta(bound, n * e$value, n * (1 - e$value) + 1)
    e$below <- function(bound) if (bound <= e$value) 1 else 1 - pbeta(bound, n * e$value + 1, n * (1 - e$value))
    return(e)
  }
  logit <- function(p) log(p / (1 - p))
  on_logit <- e$se / (e$value * (1 - e$value))
  e$ends <- function(level) plogis(logit(e$value) + c(-1, 1) * qt((1 + level) / 2, e$df) * on_logit)
  e$below <- function(bound) pt((logit(e$value) - logit(bound)) / on_logit, e$df)
  e$above <- function(bound) pt((logit(bound) - logit(e$value)) / on_logit, e$df)
  e
}

# --- what an estimate says of a region: the p-values for and against it, two-sided ---

outcome <- function(e, low = -Inf, high = Inf) {
  if (is.null(e)) return(NULL)
  inside <- c(if (is.finite(low)) e$above(low), if (is.finite(high)) e$below(high))
  outside <- c(if (is.finite(low)) e$below(low), if (is.finite(high)) e$above(high))
  list(e = e, value = e$value, ends = e$ends(1 - ALPHA), n = e$n,
       support = min(1, 2 * max(inside)), refute = min(1, 2 * min(outside)),
       groups = if (is.null(e$groups)) list(e) else e$groups)
}

# no difference larger than the margin: one-sided tests at alpha, and the interval that goes with them
sameness <- function(e, within) {
  if (is.null(e)) return(NULL)
  o <- outcome(e, -within, within)
  o$support <- max(e$above(-within), e$below(within))
  o$ends <- e$ends(1 - 2 * ALPHA)
  o
}

# steps: one column of 0 and 1 a step; the loss at each after the first, of those who got to the step before. Who
# reached a later step has passed the earlier ones
drop_off <- function(steps, at, design, where) {
  reached <- as.matrix(steps)
  got_to <- apply(reached, 1, function(row) {
    last <- max(0, which(row == 1))
    if (last < length(row) && is.na(row[last + 1])) NA else last  # lost where the next step was answered with no
  })
  places <- seq_len(ncol(reached) - 1)
  losses <- lapply(places, function(k) share_of(got_to == k, design, where & !is.na(got_to) & got_to >= k))
  if (any(sapply(losses, is.null))) return(NULL)
  names(losses) <- colnames(reached)[-1]
  k <- which(names(losses) == at)
  lead <- function(j) {
    z <- sapply(c(k, j), function(step) influence_of(ifelse(where & !is.na(got_to) & got_to >= step, got_to == step, NA), design))
    colnames(z) <- c("za", "zb")
    d <- design
    d$variables <- cbind(d$variables, z)
    covariance <- vcov(svytotal(~za + zb, d))
    gap <- c(1, -1)
    e <- t_tails(list(value = losses[[k]]$value - losses[[j]]$value, se = sqrt(drop(gap %*% covariance %*% gap)),
                      df = degf(subset(design, where & !is.na(got_to) & got_to >= min(k, j)))))
    if (isTRUE(losses[[k]]$few) || isTRUE(losses[[j]]$few)) e <- agresti_caffo(e, losses[c(k, j)], covariance[1, 2])
    e
  }
  found <- lapply(setdiff(places, k), lead)
  rivals <- length(found)
  value <- sapply(found, `[[`, "value")
  list(e = NULL, value = min(value), n = sum(where & !is.na(got_to) & got_to >= min(k, setdiff(places, k)[which.min(value)])),
       ends = c(min(sapply(found, function(e) e$ends(1 - ALPHA)[1])),
                min(sapply(found, function(e) e$ends(1 - ALPHA / rivals)[2]))),
       support = min(1, max(sapply(found, function(e) 2 * e$above(0)))),
       refute = min(1, rivals * min(sapply(found, function(e) 2 * e$below(0)))),
       groups = losses)
}

# top against every option outside it: all leads must hold; one that fails, of all, refutes
leads <- function(choice, top, rivals, design, where) {
  pairs <- expand.grid(top = top, rival = rivals, stringsAsFactors = FALSE)
  found <- Map(function(a, b) mean_of((choice == a) - (choice == b), design, where), pairs$top, pairs$rival)
  if (is.null(found[[1]])) return(NULL)
  k <- length(found)
  value <- sapply(found, `[[`, "value")
  list(e = NULL, value = min(value), n = found[[1]]$n,
       ends = c(min(sapply(found, function(e) e$ends(1 - ALPHA)[1])),
                min(sapply(found, function(e) e$ends(1 - ALPHA / k)[2]))),
       support = min(1, max(sapply(found, function(e) 2 * e$above(0)))),
       refute = min(1, k * min(sapply(found, function(e) 2 * e$below(0)))),
       groups = found[which.min(value)])
}

# every share within a margin of the claimed one; intervals and tests simultaneous over the levels
distances <- function(choice, claimed, within, design, where) {
  found <- lapply(names(claimed), function(level) share_of(choice == level, design, where))
  if (is.null(found[[1]])) return(NULL)
  k <- length(claimed)
  one <- function(e, share) {
    low <- share - within; high <- share + within
    gap <- e$ends(1 - ALPHA / k) - share
    list(size = abs(e$value - share), ends = c(max(0, gap[1], -gap[2]), max(abs(gap))),
         within = max(if (low > 0) e$above(low) else 0, if (high < 1) e$below(high) else 0),
         beyond = min(if (low > 0) e$below(low) else 1, if (high < 1) e$above(high) else 1))
  }
  parts <- Map(one, found, claimed)
  pick <- function(name, f) f(sapply(parts, `[[`, name))
  list(e = NULL, value = pick("size", max), n = found[[1]]$n,
       ends = c(max(sapply(parts, function(p) p$ends[1])), max(sapply(parts, function(p) p$ends[2]))),
       support = min(1, 2 * k * pick("within", max)), refute = min(1, 2 * k * pick("beyond", min)),
       groups = found[which.max(sapply(parts, `[[`, "size"))])
}

# --- from outcomes to verdicts ---

enough <- function(o) !is.null(o) && all(sapply(o$groups, function(g)
  g$n >= LEAST["n"] && g$n / effect(g) >= LEAST["n_effective"] && g$df >= LEAST["df"]))

# without variance there is no design effect of the estimate, and that of the weights stands for it (Kish 1965)
effect <- function(g) if (is.null(g$deff) || !is.finite(g$deff) || g$se == 0) g$kish else g$deff

settle <- function(family) {
  p <- sapply(family, function(o) if (enough(o)) min(o$support, o$refute) else NA)
  adjusted <- p.adjust(ifelse(is.na(p), 1, p), method = "holm")
  Map(function(o, p, adjusted) {
    if (is.null(o)) return(list(estimate = NA, ci_low = NA, ci_high = NA, p_value = NA, p_adjusted = NA, n = 0,
                                verdict = "too few answers"))
    verdict <- if (is.na(p)) "too few answers" else if (adjusted >= ALPHA) "inconclusive" else
      if (o$support < o$refute) "supported" else "refuted"
    list(estimate = o$value, ci_low = o$ends[1], ci_high = o$ends[2], p_value = p,
         p_adjusted = if (is.na(p)) NA else adjusted, n = o$n, verdict = verdict)
  }, family, p, adjusted)
}

adjusted_wald <- function(value, covariance, df) {
  q <- length(value) - 1
  contrast <- cbind(-1, diag(q))
  gap <- contrast %*% value
  W <- as.numeric(t(gap) %*% solve(contrast %*% covariance %*% t(contrast)) %*% gap)
  F <- W * (df - q + 1) / (df * q)
  list(statistic = F, df_num = q, df = df - q + 1, p_value = pf(F, q, df - q + 1, lower.tail = FALSE))
}

levels_differ <- function(outcomes, group, design) {
  usable <- Filter(enough, outcomes)
  if (length(usable) < 2 || any(sapply(usable, function(o) is.null(o$e) || o$e$se == 0))) return(NULL)
  value <- unname(sapply(usable, `[[`, "value"))
  means <- all(sapply(usable, function(o) !is.null(o$e$y)))
  if (means) {
    y <- Reduce(function(a, b) ifelse(is.na(a), b, a), lapply(usable, function(o) o$e$y))
    inside <- !is.na(y)
    by <- by_group(y, group, design, inside)
    used <- setdiff(names(coef(by)), "outside")
    return(adjusted_wald(unname(coef(by)[used]), vcov(by)[used, used], degf(subset(design, inside))))
  }
  z <- sapply(usable, function(o) o$e$influence)
  colnames(z) <- paste0("z", seq_along(value))
  d <- design
  d$variables <- cbind(d$variables, z)
  covariance <- vcov(svytotal(reformulate(colnames(z)), d))
  adjusted_wald(value, covariance, degf(subset(d, rowSums(z != 0) > 0)))
}

# claims: a named list of functions of `where`; split: which of them are split by the variable, by which levels
by_segment <- function(claims, split, group, design) {
  cells <- do.call(rbind, lapply(names(split), function(id) data.frame(id = id, level = split[[id]])))
  outcomes <- Map(function(id, level) claims[[id]](!is.na(group) & group == level), cells$id, cells$level)
  settled <- settle(outcomes)
  lapply(setNames(nm = names(split)), function(id) {
    here <- cells$id == id
    verdicts <- sapply(settled[here], `[[`, "verdict")
    test <- levels_differ(outcomes[here], group, design)
    list(levels = setNames(settled[here], cells$level[here]), supported = sum(verdicts == "supported"),
         refuted = sum(verdicts == "refuted"), open = sum(verdicts %in% c("inconclusive", "too few answers")), test = test)
  })
}

whole <- function(claims, n) lapply(claims, function(claim) claim(rep(TRUE, n)))

kish <- function(w) list(n = length(w), n_effective = sum(w)^2 / sum(w^2), deff = length(w) * sum(w^2) / sum(w)^2,
                         largest = max(w) / mean(w))

print_golden <- function(x, path) writeLines(toJSON(x, auto_unbox = TRUE, digits = NA, na = "null", null = "null", pretty = TRUE), path)
