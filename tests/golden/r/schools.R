# Golden values of the schools.

schools <- c("strat", "stratwr", "srs", "clus1", "clus1wr", "clus2", "clus2wr", "raked1", "raked2", "linear1", "linear2",
             "cut1", "logit1", "rakedsrs", "logitsrs", "post1", "post2")
basic <- c("strat", "srs", "clus1", "clus2", "clus2wr")
new <- list(comp.imp = "Yes")

for (d in schools) {
  r_mean(d, y = "api00")
  r_total(d, y = "enroll")
  r_ratio(d, y = "api.stu", x = "enroll")
  r_share(d, indicator = "target", interval = "logit")
  r_shares(d, codes = "comp.imp", levels = c("No", "Yes"))
  r_paired(d, y = "api00", x = "api99")
  r_nps(d, y = "tens")
  r_difference(d, y = "api00", groups = "comp.imp", a = "Yes", b = "No")
  r_kish(d)
  r_mean(d, y = "meals", where = new, confidence = 0.9)
}
for (d in basic) {
  for (i in c("beta", "arcsine", "mean", "wilson")) r_share(d, indicator = "reward", interval = i, where = new)
  r_share(d, indicator = "target", interval = "beta", confidence = 0.99)
  r_share(d, indicator = "target", interval = "auto", where = list(stype = c("H", "M")))
  r_share(d, indicator = "high", interval = "wilson", confidence = 0.8)
  for (q in c(0.123, 0.5, 0.756)) r_quantile(d, y = "api00", q = q)
  r_quantile(d, y = "fifties", q = 0.5, where = new, confidence = 0.9)
  r_shares(d, codes = "stype", levels = c("E", "H", "M"), where = list(awards = "Yes"))
  r_domain_means(d, y = "api00", groups = "stype", levels = c("E", "H", "M"))
  r_contrast(d, y = "api00", groups = "stype", levels = c("E", "H", "M"), coefficients = c(1, -0.5, -0.5))
  r_contrast(d, y = "enroll", groups = "stype", levels = c("E", "H", "M"), coefficients = c(0, 1, -1))
  r_wald(d, y = "api00", groups = "stype", levels = c("E", "H", "M"), null = "equal")
  r_wald(d, y = "api00", groups = "stype", levels = c("E", "H", "M"), null = "zero")
  r_combine(d, parts = list(list(y = "api00", where = new), list(y = "meals", where = list(stype = c("E", "M")))))
  for (s in c("F", "Chisq", "Wald", "adjWald")) r_chi_square(d, rows = "stype", columns = "comp.imp", statistic = s)
  r_chi_square(d, rows = "awards", columns = "sch.wide", statistic = "F", where = list(stype = "E"))
  r_goodness(d, codes = "sch.wide", expected = list(No = 0.2, Yes = 0.8), statistic = "F")
  # the share of a stratum is known: there is no variance to test against
  if (d != "strat")
    for (s in c("F", "Chisq")) r_goodness(d, codes = "stype", expected = list(E = 0.5, H = 0.2, M = 0.3), statistic = s)
  r_pearson(d, x = "api00", y = "meals")
  r_pearson(d, x = "api00", y = "ell", where = list(stype = "E"), confidence = 0.9)
  r_spearman(d, x = "tens", y = "fifties", where = new)
  r_spearman(d, x = "api00", y = "meals")
  r_cramers_v(d, rows = "stype", columns = "comp.imp")
  r_superiority(d, y = "fifties", groups = "comp.imp", a = "No", b = "Yes")
  r_rank_test(d, y = "fifties", groups = "comp.imp")
  r_rank_test(d, y = "tens", groups = "stype")
  r_equivalence(d, y = "api00", low = 600, high = 700)
  r_p_values(d, y = "api00", bound = 640)
}
for (d in c("raked1", "raked2", "linear2", "logit1", "post2")) {
  r_share(d, indicator = "reward", interval = "arcsine")
  r_ratio(d, y = "api.stu", x = "enroll", where = list(awards = "Yes"))
  r_domain_means(d, y = "api00", groups = "stype", levels = c("E", "H", "M"))
  r_spearman(d, x = "tens", y = "fifties")
  r_cramers_v(d, rows = "comp.imp", columns = "awards")
  r_superiority(d, y = "fifties", groups = "comp.imp", a = "No", b = "Yes")
  r_quantile(d, y = "api00", q = 0.5)
  for (s in c("F", "Chisq", "Wald")) r_chi_square(d, rows = "comp.imp", columns = "awards", statistic = s)
}

r_svyranktest("strat", y = "api00", groups = "awards", where = list(stype = "M"))

r_rake("clus1wr", c("stype", "sch.wide"), list(types, wide), "api00")
r_rake("clus2wr", c("stype", "sch.wide"), list(types, wide), "api00")
r_rake("srs", c("stype", "sch.wide", "awards"), list(types, wide, list(No = 2500, Yes = 3694)), "meals")
# rake() brings the weights to the population before it bounds their ratio; those of srs are there already
r_rake_bounded("srs", "meals")
r_post_stratify("clus1wr", "stype", types, "api00")
r_post_stratify("clus2wr", "stype", types, "api00")
