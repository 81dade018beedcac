# Every number of the verdict table of examples/media_use, wave 2010, from the meaning of its hypotheses.
# Run in this folder: Rscript media_use.R   (writes media_use.json; methods.R says which call gives what)
# Everybody is raked to the ages of the Census 2010, also who was not asked about television; respondents without an age
# keep their share, as a level of their own.

source("methods.R")
a <- read.csv("../../../examples/media_use/responses.csv", na.strings = "", stringsAsFactors = FALSE)
a <- subset(a, year == 2010)
n <- nrow(a)
a$marital[a$marital == "No answer"] <- NA
a$age_group <- as.character(cut(a$age, c(17, 24, 44, 64, Inf), c("18-24", "25-44", "45-64", "65+")))
a$age_level <- ifelse(is.na(a$age_group), "(no answer)", a$age_group)

census <- c("18-24" = 0.130762, "25-44" = 0.350158, "45-64" = 0.347408, "65+" = 0.171672)
unknown <- mean(a$age_level == "(no answer)")
target <- c(census / sum(census) * (1 - unknown), if (unknown > 0) c("(no answer)" = unknown))
plain <- svydesign(ids = ~1, weights = rep(1, n), data = a)
margin <- data.frame(age_level = names(target), Freq = n * unname(target))
design <- rake(plain, list(~age_level), list(margin), control = list(maxit = 100, epsilon = 1e-9))

alone <- ifelse(is.na(a$marital), NA, ifelse(a$marital == "Married", 0, 1))
old <- ifelse(a$age_group == "65+", 1, ifelse(a$age_group == "18-24", 0, NA))
rivals <- c("Never married", "Divorced", "Widowed", "Separated")
divorced <- ifelse(a$marital == "Divorced", 1, ifelse(a$marital == "Never married", 0, NA))
retired <- !is.na(a$age_group) & a$age_group == "65+"

claims <- list(
  "most-watch-two-hours" = function(where) outcome(share_of(a$tvhours >= 2, design, where), low = 0.5),
  "three-hours" = function(where) outcome(mean_of(a$tvhours, design, where), low = 2.5, high = 3.5),
  "young-watch-less" = function(where) outcome(difference_of(a$tvhours, old, design, where), low = 1),
  "older-more" = function(where) outcome(correlation_of(a$age, a$tvhours, design, where), low = 0),
  "heavy-viewers-alone" = function(where) outcome(difference_of(a$tvhours >= 5, alone, design, where, share_of), low = 0),
  "married-largest" = function(where) leads(a$marital, "Married", rivals, design, where),
  "retired-three-hours" = function(where) outcome(share_of(a$tvhours >= 3, design, where & retired), low = 0.6),
  "alone-alike" = function(where) sameness(difference_of(a$tvhours, divorced, design, where), 0.5)
  # Two more take several waves. They are judged by the trend, and not of the family of one wave.
)

# Not split by a variable: what asks about it (also by the item that it is made of), and the persona that it defines.
split_by <- function(levels, own) lapply(setNames(nm = setdiff(names(claims), own)), function(id) levels)
ages <- split_by(names(census), c("young-watch-less", "older-more", "retired-three-hours"))
statuses <- split_by(c("Married", rivals), c("heavy-viewers-alone", "married-largest", "alone-alike"))

w <- weights(design)
balance <- function(level) {
  here <- a$age_level == level
  list(n = sum(here), target = unname(target[level]), before = mean(here), after = sum(w[here]) / sum(w))
}
print_golden(list(
  n = n, weighting = kish(w), balance = lapply(setNames(nm = names(target)), balance),
  hypotheses = settle(whole(claims, n)),
  segments = list(age_group = by_segment(claims, ages, a$age_group, design),
                  marital = by_segment(claims, statuses, a$marital, design))
), "media_use.json")
