# Makes the golden values of the package's estimators from R and its package survey.
#
#   Rscript make_golden.R
#
# It writes data/*.csv, values/designs.json and values/*.json (README.md says what stands in a row), and runs the
# scripts of the folder stats, which write their values beside them. Needs the packages survey and jsonlite, and
# forcats and ggplot2 for two of the data sets.

suppressPackageStartupMessages({
  library(survey)
  library(jsonlite)
})
script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
if (length(script)) setwd(dirname(script))
options(survey.lonely.psu = "fail", warn = 1)
data(api)
data(nhanes)
data(election)
data(yrbs)

for (part in c("record", "estimators", "tests", "weights", "data", "designs"))
  source(file.path("r", paste0(part, ".R")))
for (part in c("schools", "people", "hard", "again")) {
  rows <- list()
  source(file.path("r", paste0(part, ".R")))
  write_rows(file.path("values", paste0(part, ".json")))
  cat(part, length(rows), "rows\n")
}
versions <- list(R = R.version.string, survey = as.character(packageVersion("survey")))
json(list(made_with = versions, designs = specs), file.path("values", "designs.json"), pretty = TRUE)

# the scripts that tests/stats compares with; golden.R writes the data that the others read
for (script in union("golden.R", list.files("stats", "[.]R$")))
  stopifnot(system2("sh", c("-c", shQuote(paste("cd stats && Rscript", script)))) == 0)
