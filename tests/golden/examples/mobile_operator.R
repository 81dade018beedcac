# Every number of the verdict table of examples/mobile_operator, from the meaning of its hypotheses.
# Run in this folder: Rscript mobile_operator.R   (writes mobile_operator.json; methods.R says which call gives what)

source("methods.R")
a <- read.csv("../../../examples/mobile_operator/responses.csv")
n <- nrow(a)
design <- svydesign(ids = ~1, weights = rep(1, n), data = a)
staying <- as.character(cut(a$CUSL1, c(0, 5, 8, 10), c("leaning_away", "undecided", "firm")))
switcher <- staying == "leaning_away"

claims <- list(
  "expectations-sink" = function(where) outcome(mean_of(a$CUEX1 - a$PERQ1, design, where), low = 0),
  "needs-not-met" = function(where) outcome(mean_of(a$CUEX2 - a$CUSA2, design, where), low = 0),
  "advice-beats-network" = function(where) outcome(mean_of(a$PERQ3 - a$PERQ2, design, where), low = 0),
  "most-are-satisfied" = function(where) outcome(share_of(a$CUSA1 >= 8, design, where), low = 0.5),
  "four-in-ten-delighted" = function(where) outcome(share_of(a$CUSA1 >= 9, design, where), low = 0.4),
  "complaints-handled" = function(where) outcome(mean_of(a$CUSCO, design, where), low = 7.5),
  "prices-annoy" = function(where) outcome(mean_of(a$PERV1, design, where), high = 6),
  "half-leave-for-little" = function(where) outcome(share_of(a$CUSL2 <= 5, design, where), low = 0.5),
  "reputation-carries" = function(where) outcome(correlation_of(a$IMAG1, a$CUSL3, design, where), low = 0.3),
  "network-decides" = function(where) outcome(correlation_of(a$PERQ2, a$CUSL1, design, where), low = 0.5),
  "carers-keep" = function(where) outcome(difference_of(a$IMAG5,
    ifelse(staying == "firm", 1, ifelse(staying == "leaning_away", 0, NA)), design, where), low = 1),
  "half-are-firm" = function(where) distances(staying, c(firm = 0.5, undecided = 0.3, leaning_away = 0.2), 0.1, design, where),
  "switchers-lost-in-words" = function(where) outcome(share_of(a$PERQ7 <= 5, design, where & switcher), low = 0.5),
  "app-would-help" = function(where) NULL  # not asked
)

# Not split by `staying`: what asks about it (also by the item that it is made of), and the persona that it defines.
own <- c("network-decides", "carers-keep", "half-are-firm", "switchers-lost-in-words")
split <- lapply(setNames(nm = setdiff(names(claims), own)), function(id) c("leaning_away", "undecided", "firm"))

print_golden(list(
  n = n, weighting = kish(weights(design)), hypotheses = settle(whole(claims, n)),
  segments = list(staying = by_segment(claims, split, staying, design))
), "mobile_operator.json")
