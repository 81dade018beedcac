# Raking, post-stratification, losses by weighting, families of p-values and sizes: no design needed.

weights_of <- function(raked, score, data) {
  w <- weights(raked)
  list(value = sum(w), weighted = sum(w * data[[score]], na.rm = TRUE), squares = sum(w^2),
       first = w[1:6], n_effective = sum(w)^2 / sum(w^2))
}

r_rake <- function(design, margins, targets, score) {
  frames <- Map(function(m, t) setNames(data.frame(names(t), unlist(t)), c(m, "Freq")), margins, targets)
  # the levels of a factor would be dropped or reordered by data.frame otherwise
  raked <- rake(get(design), lapply(margins, function(m) reformulate(m)), frames,
                control = list(maxit = 5000, epsilon = 1e-12))
  call <- sprintf("rake(%s, list(%s), targets, control = list(maxit = 5000, epsilon = 1e-12))", design,
                  paste0("~", margins, collapse = ", "))
  record(design, "rake", list(margins = I(margins), targets = targets, score = score), call,
         weights_of(raked, score, get(design)$variables))
}

# bounds are those of new over old weight: R's calibrate with the logit distance
r_rake_bounded <- function(design, score) {
  raked <- calibrate(get(design), ~stype + sch.wide, totals, calfun = "logit", bounds = limits, epsilon = 1e-12, maxit = 500)
  call <- sprintf("calibrate(%s, ~stype + sch.wide, totals, calfun = \"logit\", bounds = limits)", design)
  record(design, "rake", list(margins = c("stype", "sch.wide"), targets = list(types, wide), score = score,
                              bounds = limits), call, weights_of(raked, score, get(design)$variables))
}

r_post_stratify <- function(design, codes, targets, score) {
  frame <- setNames(data.frame(names(targets), unlist(targets)), c(codes, "Freq"))
  raked <- postStratify(get(design), reformulate(codes), frame)
  record(design, "post_stratify", list(codes = codes, targets = targets, score = score),
         sprintf("postStratify(%s, ~%s, targets)", design, codes), weights_of(raked, score, get(design)$variables))
}

r_kish <- function(design) {
  w <- weights(get(design))
  w <- w[w != 0]
  record(design, "kish", list(), sprintf("1 + var(weights(%s)) (n - 1) / n / mean(weights)^2", design),
         list(value = 1 + var(w) * (length(w) - 1) / length(w) / mean(w)^2, n = length(w),
              n_effective = sum(w)^2 / sum(w^2)))
}

r_adjust <- function(p, method, name) {
  call <- sprintf("p.adjust(%s, \"%s\")", quoted(p), name)
  rows[[length(rows) + 1]] <<- list(data = "none", design = "none", estimator = "adjust",
    arguments = list(p_values = p, method = method), call = call, value = I(now(call)))
}

# sizes by the formula of Cochran (1977): ((z_error + z_power) sd / effect)^2 deff, then 1 / (1/n + 1/N)
r_size <- function(estimator, ..., call) {
  rows[[length(rows) + 1]] <<- list(data = "none", design = "none", estimator = estimator,
    arguments = list(...), call = call, value = now(call))
}
