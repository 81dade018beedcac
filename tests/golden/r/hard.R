# Golden values of data by formula: gaps, ties, empty cells, tiny domains, lonely strata, odd weights.

sides <- c("left", "right")
groups <- c("a", "b", "c", "d")
for (d in c("towns", "nested", "three", "two", "zeros", "huge", "plain")) {
  r_mean(d, y = "gap", where = list(side = "left"))
  r_total(d, y = "gap2")
  r_ratio(d, y = "gap", x = "gap2")
  r_paired(d, y = "gap", x = "gap2", confidence = 0.9)
  r_share(d, indicator = "gapyes", interval = "logit")
  r_share(d, indicator = "rare", interval = "beta", where = list(counted = 1))
  r_share(d, indicator = "gapyes", interval = "wilson", where = list(tiny = "out"))
  r_nps(d, y = "gaprating")
  r_quantile(d, y = "gaprating", q = 0.5)
  r_share(d, indicator = "yes", interval = "auto", where = list(counted = 1))
  r_shares(d, codes = "gapgroup", levels = groups)
  r_shares(d, codes = "level", levels = c(0, 1, 2, 3, 4), where = list(side = "left"))  # nobody is at 2 and 3
  r_domain_means(d, y = "gap", groups = "gapgroup", levels = groups)
  r_difference(d, y = "gap", groups = "gapgroup", a = "a", b = "c", where = list(side = "left"))
  r_contrast(d, y = "gap", groups = "gapgroup", levels = groups, coefficients = c(1, -1, 1, -1))
  r_wald(d, y = "gap", groups = "gapgroup", levels = groups, null = "equal")
  r_combine(d, parts = list(list(y = "y", where = list(side = "left")), list(y = "x", where = list(group = c("a", "b")))))
  r_pearson(d, x = "gap", y = "gap2")
  r_spearman(d, x = "gaprating", y = "level")
  r_cramers_v(d, rows = "group", columns = "holes")
  r_superiority(d, y = "gaprating", groups = "gapgroup", a = "b", b = "d")
  r_rank_test(d, y = "gaprating", groups = "side")
  r_rank_test(d, y = "level", groups = "gapgroup")
  # R counts rows of weight 0 among the answers of a table
  counted <- list(counted = 1)
  for (s in c("F", "Chisq", "Wald")) r_chi_square(d, rows = "gapgroup", columns = "gapyes", statistic = s, where = counted)
  r_chi_square(d, rows = "gapgroup", columns = "side", statistic = "adjWald", where = counted)
  r_chi_square(d, rows = "group", columns = "holes", statistic = "F", where = counted)
  r_goodness(d, codes = "level", expected = list(`0` = 0.25, `1` = 0.35, `4` = 0.4), statistic = "F", where = counted)
  r_svyranktest(d, y = "untied", groups = "side")
  r_certain_share(d, indicator = "none", interval = "logit")
  r_certain_share(d, indicator = "all", interval = "beta", confidence = 0.9)
  r_certain_share(d, indicator = "none", interval = "mean", where = list(group = "b"))
  r_mean(d, y = "same", where = list(side = "right"))
}
# a domain of four in three strata, so that some strata of it have one unit
for (d in c("towns", "nested", "two", "plain")) {
  r_mean(d, y = "y", where = list(tiny = "in"))
  r_total(d, y = "y", where = list(tiny = "in"))
  r_ratio(d, y = "y", x = "x", where = list(tiny = "in"))
}

for (policy in c("adjust", "average", "certainty", "remove")) {
  options(survey.lonely.psu = policy)
  for (kind in c("alone_", "alone_fpc_", "alone_clusters_", "alone_stages_")) {
    d <- paste0(kind, policy)
    # R has no variance where a first-stage unit holds one unit of the second and nothing to average
    if (d == "alone_stages_average") next
    r_mean(d, y = "y")
    r_total(d, y = "y")
    r_share(d, indicator = "yes", interval = "logit")
    r_mean(d, y = "y", where = list(d = 1))
    r_shares(d, codes = "k", levels = c(1, 2))
    r_difference(d, y = "y", groups = "k", a = 1, b = 2)
  }
}
options(survey.lonely.psu = "fail")

r_mean("pair", y = "y")
r_total("pair", y = "y")
r_ratio("pair", y = "y", x = "x")
r_share("pair", indicator = "yes", interval = "logit")
r_quantile("pair", y = "y", q = 0.5)

for (method in c(holm = "holm", bh = "BH", none = "none"))
  for (p in list(c(0.01, 0.04, 0.03, 0.005, 0.6), c(0.2, 0.2, 0.2), c(0, 1, 1e-12, 0.5), 0.03))
    r_adjust(I(p), names(which(c(holm = "holm", bh = "BH", none = "none") == method)), method)

r_size("required_n", effect = 0.5, sd = 1.5, call = "ceiling(((qnorm(0.975) + qnorm(0.8)) * 1.5 / 0.5)^2)")
r_size("required_n", effect = 0.2, sd = 1, power = 0.9, confidence = 0.99, sides = 1,
       call = "ceiling(((qnorm(0.99) + qnorm(0.9)) / 0.2)^2)")
r_size("required_n", effect = 0.2, sd = 1, deff = 1.7, population = 900,
       call = "{n <- 1.7 * ((qnorm(0.975) + qnorm(0.8)) / 0.2)^2; ceiling(n / (1 + n / 900))}")
r_size("required_n_share", share = 0.6, bound = 0.5,
       call = "ceiling(((qnorm(0.975) * 0.5 + qnorm(0.8) * sqrt(0.24)) / 0.1)^2)")
r_size("required_n_share", share = 0.1, bound = 0.2, sides = 1, deff = 2,
       call = "ceiling(2 * ((qnorm(0.95) * 0.4 + qnorm(0.8) * 0.3) / 0.1)^2)")
r_size("required_n_difference", effect = 0.5, sd_a = 1, sd_b = 2, ratio = 2,
       call = "{n <- ceiling((qnorm(0.975) + qnorm(0.8))^2 * (1 + 4 / 2) / 0.25); c(n, 2 * n)}")
r_size("power", effect = 0.5, sd = 1.5, n = 50, call = "pnorm(0.5 * sqrt(50) / 1.5 - qnorm(0.975))")
r_size("power", effect = -0.3, sd = 1, n = 80, deff = 1.5, population = 400, sides = 1,
       call = "pnorm(0.3 * sqrt(80 / (1.5 * (1 - 80 / 400))) - qnorm(0.95))")
r_size("power_share", share = 0.35, bound = 0.5, n = 60,
       call = "pnorm((0.15 * sqrt(60) - qnorm(0.975) * 0.5) / sqrt(0.35 * 0.65))")
r_size("power_difference", effect = 0.4, sds = c(1, 1.5), ns = c(40, 90),
       call = "pnorm(0.4 / sqrt(1 / 40 + 2.25 / 90) - qnorm(0.975))")
