# Every number of tests/examples/test_foreign_study.py: strata, firms and sites within firms with their population
# sizes, weights, raked to the roles. Run in this folder, with the Python of the project:
#   python ../../examples/test_foreign_study.py > answers.csv; Rscript foreign_study.R answers.csv; rm answers.csv
# (methods.R says which call gives what)

source("methods.R")
ALPHA <- 0.1
a <- read.csv2(commandArgs(TRUE)[1], dec = ".", stringsAsFactors = FALSE)
n <- nrow(a)
a$content <- suppressWarnings(as.numeric(a$SAT))  # DK: don't know
a$hours <- ifelse(a$HRS == -9, NA, a$HRS)         # -9: refused
a$portal <- grepl("portal", a$TOOLS)
a$matters <- c("price", "speed", "care")[apply(a[c("P_price", "P_speed", "P_care")], 1, which.min)]
a$size <- as.character(cut(a$STAFF, c(0, 19, 99, Inf), c("small", "middle", "large")))
a$points <- 100 * (a$REC >= 9) - 100 * (a$REC <= 6)

drawn <- svydesign(ids = ~firm + site, strata = ~sector, weights = ~wt, fpc = ~firms + sites, data = a)
roles <- c("buyer", "planner", "driver")
# after rake() R takes residuals on unweighted means of the margins, after calibrate() on design-weighted ones, as
# Deville & Sarndal (1992) have it; the weights are the same
shares <- c("(Intercept)" = 1, ROLEdriver = 0.4, ROLEplanner = 0.35)
design <- calibrate(drawn, ~ROLE, sum(a$wt) * shares, calfun = "raking", epsilon = 1e-12)

dispatcher <- a$ROLE == "planner" & a$size %in% c("small", "middle")
sides <- function(x, high, low) ifelse(x == high, 1, ifelse(x == low, 0, NA))

# who did not say whether they ordered is known to have been lost where they said no before
said <- function(x) ifelse(x == "yes", 1, ifelse(x == "no", 0, NA))
steps <- sapply(a[c("SAW", "ASKED", "ORDERED")], said)
colnames(steps) <- c("saw", "asked", "ordered")

# groups of the levels of a table: the two rarest together until every cell expects five answers (Cochran 1954)
pooled <- function(p, answers) {
  sides <- list(as.list(seq_len(nrow(p))), as.list(seq_len(ncol(p))))
  shares <- list(rowSums(p), colSums(p))
  while (answers * min(shares[[1]]) * min(shares[[2]]) < 5) {
    open <- which(lengths(shares) > 2)
    if (!length(open)) break
    side <- open[which.min(sapply(shares[open], min))]
    two <- sort(order(shares[[side]])[1:2])
    sides[[side]][[two[1]]] <- c(sides[[side]][[two[1]]], sides[[side]][[two[2]]])
    shares[[side]][two[1]] <- sum(shares[[side]][two])
    sides[[side]] <- sides[[side]][-two[2]]
    shares[[side]] <- shares[[side]][-two[2]]
  }
  list(of = lapply(sides, function(levels) rep(seq_along(levels), lengths(levels))[order(unlist(levels))]),
       rarest = answers * min(shares[[1]]) * min(shares[[2]]))
}

# V from below, of the pooled table: as many answers as the linearised variance of phi says, if that is fewer than the
# design effect leaves; half the trace of second derivatives times covariances as degrees of freedom, if that is more
from_below <- function(x, y, design, inside, rank, tail) {
  d <- subset(update(design, x = factor(x), y = factor(y)), inside)
  cells <- svymean(~interaction(x, y), d)
  p <- matrix(coef(cells), nlevels(factor(x[inside])))
  phi2 <- function(x) {
    q <- matrix(x / sum(x), nrow(p))
    sum((q - outer(rowSums(q), colSums(q)))^2 / outer(rowSums(q), colSums(q)))
  }
  degrees <- prod(dim(p) - 1)
  test <- svychisq(~x + y, d, statistic = "F")
  simple <- unname(test$statistic) * degrees / phi2(p)
  slope <- sapply(seq_along(p), function(k) {
    moved <- c(p) + 0i
    moved[k] <- moved[k] + 1e-30i
    Im(phi2(moved)) / 1e-30
  })
  places <- match(paste(x, y), outer(levels(factor(x[inside])), levels(factor(y[inside])), paste))
  variance <- mean_of(ifelse(inside, slope[places], NA), design)$se^2
  e <- outer(rowSums(p), colSums(p))
  squared <- p^2 / e
  more <- sum(p / e) - sum(rowSums(squared) / rowSums(p)) - sum(colSums(squared) / colSums(p)) + sum(p^3 / e^2)
  answers <- min(simple, 4 * phi2(p) / variance)
  df <- max(degrees, more) * answers / simple
  gap <- function(v) pchisq(answers * phi2(p), df, ncp = answers * rank * v^2) - tail
  if (gap(0) <= 0) 0 else uniroot(gap, c(0, 1), tol = 1e-15)$root
}

# dependence at all: svychisq decides; V and its interval from the same statistic as noncentral chi-square (Smithson
# 2003), below that of a table whose rare levels are put together, and the wider of that and the linearised interval (svycontrast on the cells) above
dependence <- function(x, y, design, where) {
  inside <- where & !is.na(x) & !is.na(y)
  if (!any(inside)) return(NULL)
  d <- subset(update(design, x = factor(x), y = factor(y)), inside)
  test <- svychisq(~x + y, d, statistic = "F")
  # of a calibrated design subset() keeps all rows, and svychisq counts their units: here those of the domain
  p_value <- unname(pf(test$statistic, test$parameter[1], test$parameter[1] * degf(d), lower.tail = FALSE))
  cells <- svymean(~interaction(x, y), d)
  p <- matrix(coef(cells), nlevels(factor(x)))
  k <- min(dim(p)) - 1
  degrees <- prod(dim(p) - 1)
  V_of <- function(p) sqrt(sum((p - outer(rowSums(p), colSums(p)))^2 / outer(rowSums(p), colSums(p))) / k)
  V <- V_of(p)
  slope <- sapply(seq_along(p), function(cell) {  # complex step
    moved <- p + 0i
    moved[cell] <- moved[cell] + 1e-30i
    moved <- moved / sum(moved)
    Im(V_of(moved)) / 1e-30
  })
  change <- ifelse(inside, slope[match(paste(x, y), outer(levels(factor(x)), levels(factor(y)), paste))], NA)
  e <- mean_of(change, design)
  statistic <- unname(test$statistic) * degrees
  scale <- statistic / V^2
  root <- function(tail) {
    gap <- function(v) pchisq(statistic, degrees, ncp = scale * v^2) - tail
    if (gap(0) <= 0) 0 else uniroot(gap, c(0, 1), tol = 1e-15)$root
  }
  high <- max(root(ALPHA / 2), min(1, V + qt(1 - ALPHA / 2, e$df) * e$se))
  w <- weights(design)[inside]
  few <- pooled(p, sum(w)^2 / sum(w^2))
  if (few$rarest < 1) stop("V is open here")
  groups <- function(z, of) ifelse(inside, of[as.integer(factor(z))], 1)  # outside, any will do
  low <- from_below(groups(x, few$of[[1]]), groups(y, few$of[[2]]), design, inside, k, 1 - ALPHA / 2)
  list(e = NULL, value = V, n = sum(inside), ends = c(low, high),
       support = p_value, refute = 1, groups = list(e))
}

claims <- list(
  "portal-known" = function(where) outcome(share_of(a$portal, design, where), low = 0.5),
  "day" = function(where) outcome(share_of(a$hours <= 24, design, where), low = 0.6, high = 0.9),
  "fine" = function(where) outcome(mean_of(a$content, design, where), low = 5),
  "promoters" = function(where) outcome(mean_of(a$points, design, where), low = 20),
  "buyers" = function(where) outcome(difference_of(a$content, sides(a$ROLE, "buyer", "driver"), design, where), low = 0),
  "large-portal" = function(where) outcome(difference_of(a$portal, sides(a$size, "large", "small"), design, where, share_of), low = 0),
  "sinks" = function(where) outcome(mean_of(a$EXP - a$content, design, where), low = 0),
  "portal-first" = function(where) leads(a$FIRST, "portal", c("phone", "mail"), design, where),
  "speed-first" = function(where) leads(a$matters, "speed", c("price", "care"), design, where),
  "ways" = function(where) distances(
    ifelse(a$FIRST == "mail", "(others)", a$FIRST), c(portal = 0.5, phone = 0.3, "(others)" = 0.2), 0.2, design, where),
  "loyal" = function(where) outcome(correlation_of(a$content, a$REC, design, where), low = 0.2),
  "by-role" = function(where) dependence(a$FIRST, a$ROLE, design, where),
  "dispatchers" = function(where) outcome(share_of(a$content >= 6, design, where & dispatcher), low = 0.2),
  "buyers-higher" = function(where) outcome(superiority_of(a$content, sides(a$ROLE, "buyer", "driver"), design, where), low = 0.5),
  "sizes-alike" = function(where) sameness(difference_of(a$content, sides(a$size, "small", "large"), design, where), 1.2),
  "portal-alike" = function(where) sameness(
    difference_of(a$portal, ifelse(a$ROLE == "planner", 1, 0), design, where, share_of), 0.02),
  "lost-asking" = function(where) drop_off(steps, "asked", design, where),
  "lost-late" = function(where) drop_off(steps, "ordered", design, where)
)

# effect sizes: the estimate and the ends of its interval on their scale; sd and the middle of two shares taken as known
all <- rep(TRUE, n)
found <- whole(claims, n)
angle <- function(p) 2 * asin(sqrt(pmin(1, pmax(0, p))))
weighted_sd <- function(y, inside = all) {
  kept <- inside & !is.na(y)
  w <- weights(design)[kept]; y <- y[kept]
  sqrt(sum(w * (y - weighted.mean(y, w))^2) / sum(w) * length(y) / (length(y) - 1))
}
pooled_sd <- function(y, group) {
  n <- sapply(c(1, 0), function(side) sum(group == side & !is.na(group) & !is.na(y)))
  s <- sapply(c(1, 0), function(side) weighted_sd(y, !is.na(group) & group == side))
  sqrt(sum((n - 1) * s^2) / (sum(n) - 2))
}
numbers <- function(id, change) change(c(found[[id]]$value, found[[id]]$ends))
against <- function(id, bound) numbers(id, function(p) angle(p) - angle(bound))
between <- function(id, middle) numbers(id, function(far) angle(middle + far / 2) - angle(middle - far / 2))
mean_by <- function(y, inside) weighted.mean(y[inside & !is.na(y)], weights(design)[inside & !is.na(y)])
middle_of <- function(x, y, inside = all) (mean_by(x, inside) + mean_by(y, inside)) / 2
sd_of <- function(id, sd, bound = 0) numbers(id, function(value) (value - bound) / sd)
nearest <- function(id, bounds) bounds[which.min(abs(bounds - found[[id]]$value))]
losses <- sapply(found[["lost-asking"]]$groups, `[[`, "value")

# Cohen's w, with the interval of the noncentral chi-square of the Rao-Scott statistic (Smithson 2003)
fit <- function(claimed) {
  level <- ifelse(a$FIRST == "mail", "(others)", a$FIRST)
  d <- update(design, level = factor(level, names(claimed)))
  m <- svymean(~level, d)
  w2 <- sum((coef(m) - claimed)^2 / claimed)
  # F of a goodness of fit: Pearson's statistic over the trace of the generalised design effects, whose variances are
  # those of (indicator - (found + claimed) / 2 of everybody) / sqrt(claimed): the claimed count moves with the total
  slopes <- (diag(3) - matrix((coef(m) + claimed) / 2, 3, 3, byrow = TRUE)) / matrix(sqrt(claimed), 3, 3, byrow = TRUE)
  rows <- slopes[match(level, names(claimed)), ] / sum(weights(d))
  colnames(rows) <- c("s1", "s2", "s3")
  d$variables <- cbind(d$variables, rows)
  trace <- n * sum(diag(vcov(svytotal(~s1 + s2 + s3, d))))
  statistic <- n * w2 / trace * 2
  root <- function(tail) {
    gap <- function(w) pchisq(statistic, 2, ncp = statistic / w2 * w^2) - tail
    if (gap(0) <= 0) 0 else uniroot(gap, c(0, 2), tol = 1e-15)$root
  }
  c(sqrt(w2), root(1 - ALPHA / 2), root(ALPHA / 2))
}

effects <- list(
  "portal-known" = against("portal-known", 0.5),
  "day" = against("day", nearest("day", c(0.6, 0.9))),
  "fine" = sd_of("fine", weighted_sd(a$content), 5),
  "promoters" = sd_of("promoters", weighted_sd(a$points), 20),
  "buyers" = sd_of("buyers", pooled_sd(a$content, sides(a$ROLE, "buyer", "driver"))),
  "large-portal" = between("large-portal", (mean_by(a$portal, a$size == "large") + mean_by(a$portal, a$size == "small")) / 2),
  "sinks" = sd_of("sinks", weighted_sd(a$EXP - a$content)),
  "portal-first" = between("portal-first", {
    rivals <- c(phone = mean_by(a$FIRST == "phone", all), mail = mean_by(a$FIRST == "mail", all))
    (mean_by(a$FIRST == "portal", all) + max(rivals)) / 2
  }),
  "speed-first" = between("speed-first", {
    rivals <- c(mean_by(a$matters == "price", all), mean_by(a$matters == "care", all))
    (mean_by(a$matters == "speed", all) + max(rivals)) / 2
  }),
  "ways" = fit(c(portal = 0.5, phone = 0.3, "(others)" = 0.2)),
  "loyal" = numbers("loyal", identity),
  "by-role" = numbers("by-role", identity),
  "dispatchers" = against("dispatchers", 0.2),
  "buyers-higher" = numbers("buyers-higher", function(chance) 2 * chance - 1),
  "sizes-alike" = sd_of("sizes-alike", pooled_sd(a$content, sides(a$size, "small", "large"))),
  "portal-alike" = between("portal-alike", (mean_by(a$portal, a$ROLE == "planner") + mean_by(a$portal, a$ROLE != "planner")) / 2),
  "lost-asking" = between("lost-asking", mean(losses)),
  "lost-late" = between("lost-late", mean(losses))
)

sizes <- c("small", "middle", "large")
by_role <- lapply(setNames(nm = setdiff(names(claims), c("buyers", "by-role", "dispatchers", "buyers-higher", "portal-alike"))), function(id) roles)
by_size <- lapply(setNames(nm = setdiff(names(claims), c("large-portal", "sizes-alike"))), function(id) sizes)
by_size$dispatchers <- c("small", "middle")

print_golden(list(
  weighting = kish(weights(design)), hypotheses = settle(found), effects = effects,
  segments = list(role = by_segment(claims, by_role, a$ROLE, design), size = by_segment(claims, by_size, a$size, design))
), "foreign_study.json")
