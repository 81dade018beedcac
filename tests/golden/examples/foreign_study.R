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

# dependence at all: svychisq decides; V and its interval from the same statistic as noncentral chi-square (Smithson
# 2003) below, and the wider of that and the linearised interval (svycontrast on the cells) above
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
  list(e = NULL, value = V, n = sum(inside), ends = c(root(1 - ALPHA / 2), high),
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
  "dispatchers" = function(where) outcome(share_of(a$content >= 6, design, where & dispatcher), low = 0.2)
)

sizes <- c("small", "middle", "large")
by_role <- lapply(setNames(nm = setdiff(names(claims), c("buyers", "by-role", "dispatchers"))), function(id) roles)
by_size <- lapply(setNames(nm = setdiff(names(claims), "large-portal")), function(id) sizes)
by_size$dispatchers <- c("small", "middle")

print_golden(list(
  weighting = kish(weights(design)), hypotheses = settle(whole(claims, n)),
  segments = list(role = by_segment(claims, by_role, a$ROLE, design), size = by_segment(claims, by_size, a$size, design))
), "foreign_study.json")
