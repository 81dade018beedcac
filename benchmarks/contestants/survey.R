# The works in R survey. Rscript survey.R WORK FOLDER TIMES prints seconds, results and version as JSON.
suppressPackageStartupMessages(library(survey))

asked <- commandArgs(trailingOnly = TRUE)
folder <- asked[2]
n <- file.size(file.path(folder, "stratum.i1"))

bytes <- function(name) {
  path <- file.path(folder, paste0(name, ".i1"))
  matrix(readBin(path, "integer", file.size(path), size = 1), nrow = n)
}
numbers <- function(name) readBin(file.path(folder, paste0(name, ".f8")), "double", n)
about <- paste(readLines(file.path(folder, "about.json"), warn = FALSE), collapse = "")
targets <- lapply(regmatches(about, gregexpr("\\[[0-9., e-]+\\]", about))[[1]], function(text) {
  as.numeric(strsplit(gsub("[][ ]", "", text), ",")[[1]])
})
named <- function(table, start) setNames(as.data.frame(table), paste0(start, seq_len(ncol(table)) - 1))
terms <- function(names) as.formula(paste("~", paste(names, collapse = "+")))
design_of <- function(data) svydesign(ids = ~1, strata = ~stratum, weights = ~w, data = data)
base <- function() data.frame(w = numbers("weights"), stratum = bytes("stratum")[, 1])

rake_work <- function() {
  data <- cbind(base(), named(bytes("margins"), "m"))
  design <- svydesign(ids = ~1, weights = ~w, data = data)
  margins <- paste0("m", seq_along(targets) - 1)
  totals <- lapply(seq_along(targets), function(at) {
    setNames(data.frame(seq_along(targets[[at]]) - 1, targets[[at]] * sum(data$w)), c(margins[at], "Freq"))
  })
  function() {
    raked <- rake(design, lapply(margins, terms), totals, control = list(maxit = 100, epsilon = 1e-7))
    function() {
      w <- weights(raked)
      reached <- unlist(lapply(margins, function(name) tapply(w, data[[name]], sum) / sum(w)))
      list(margins = unname(reached), deff = n * sum(w^2) / sum(w)^2)
    }
  }
}

shares_work <- function() {
  items <- named(bytes("items"), "i")
  design <- design_of(cbind(base(), items))
  formula <- terms(names(items))
  function() {
    found <- svymean(formula, design)
    function() list(estimate = unname(coef(found)), se = unname(SE(found)))
  }
}

crossed_data <- function() cbind(base(), named(bytes("rated"), "r"), named(bytes("margins"), "m"))

tests_work <- function() {
  design <- design_of(crossed_data())
  pairs <- lapply(0:49, function(test) terms(c(paste0("r", test %% 20), paste0("m", test %% 5))))
  function() {
    found <- lapply(pairs, svychisq, design = design, statistic = "F")
    function() {
      list(
        statistic = unname(sapply(found, `[[`, "statistic")),
        p_value = unname(sapply(found, `[[`, "p.value"))
      )
    }
  }
}

ranks_work <- function() {
  design <- design_of(crossed_data())
  function() {
    found <- lapply(0:19, function(item) {
      svyranktest(as.formula(paste0("r", item, " ~ m0")), design)
    })
    function() list(statistic = -unname(sapply(found, `[[`, "statistic")))
  }
}

replicates_work <- function() {
  items <- named(bytes("items"), "i")
  w <- numbers("weights")
  design <- svrepdesign(
    data = items, weights = w, repweights = bytes("replicates") * w, type = "bootstrap",
    combined.weights = TRUE, scale = 1 / 199, rscales = rep(1, 200), mse = TRUE
  )
  formula <- terms(names(items))
  function() {
    found <- svymean(formula, design)
    function() list(estimate = unname(coef(found)), se = unname(SE(found)))
  }
}

works <- list(
  rake = rake_work, shares = shares_work, tests = tests_work, ranks = ranks_work,
  replicates = replicates_work
)
work <- works[[asked[1]]]()
seconds <- c()
cpu <- c()
for (time in seq_len(as.integer(asked[3]))) {
  gc()
  taken <- system.time(found <- work())
  seconds <- c(seconds, taken[["elapsed"]])
  cpu <- c(cpu, taken[["user.self"]] + taken[["sys.self"]])
}
values <- found()
vector <- function(numbers) paste0("[", paste(sprintf("%.15g", numbers), collapse = ","), "]")
found <- paste(sprintf('"%s": %s', names(values), sapply(values, vector)), collapse = ", ")
version <- paste("survey", packageVersion("survey"), "on R", getRversion())
times <- sprintf('"seconds": %s, "cpu": %s', vector(seconds), vector(cpu))
cat(sprintf('{%s, "values": {%s}, "version": "%s"}\n', times, found, version))
