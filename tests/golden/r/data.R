# The data: extracts of what R packages ship (README.md names source and licence) and rows by formula.

# Both sides read the file, so that both have the same digits.
write_data <- function(name) {
  file <- file.path("data", paste0(name, ".csv"))
  data <- get(name)
  data[] <- lapply(data, function(x) if (is.numeric(x)) signif(x, 15) else x)
  write.csv(data, file, row.names = FALSE, na = "", quote = FALSE)
  back <- read.csv(file, na.strings = "")
  back[] <- lapply(back, function(x) if (is.integer(x)) as.numeric(x) else x)
  assign(name, back, envir = globalenv())
}

yes <- function(x) as.numeric(x == "Yes")

# --- California schools: the academic performance index of four samples (package survey) ---
school <- function(data) within(data, {
  target <- yes(sch.wide)
  reward <- yes(awards)
  high <- as.numeric(stype == "H")
  tens <- pmin(10, pmax(0, round((api00 - 400) / 50)))  # a rating from 0 to 10 of it
  fifties <- round(api00 / 50)
})
columns <- c("stype", "pw", "api00", "api99", "enroll", "api.stu", "meals", "ell", "sch.wide", "comp.imp", "awards",
             "yr.rnd", "dnum", "snum")
apistrat <- school(apistrat[, c(columns, "fpc")])
apisrs <- school(apisrs[, c(columns, "fpc")])
apiclus1 <- school(apiclus1[, c(columns, "fpc")])
apiclus2 <- school(apiclus2[, c(columns, "fpc1", "fpc2")])

# --- National Health and Nutrition Examination Survey (package survey), the first strata ---
nhanes <- subset(nhanes, SDMVSTRA < 80)
nhanes$age <- as.numeric(nhanes$agecat)
nhanes <- nhanes[, c("SDMVPSU", "SDMVSTRA", "WTMEC2YR", "HI_CHOL", "race", "age", "RIAGENDR")]
names(nhanes) <- c("psu", "stratum", "weight", "chol", "race", "age", "sex")
nhanes$black <- as.numeric(nhanes$race == 3)

# --- Youth Risk Behavior Survey 2015 (package survey): bicycle helmets, some strata ---
yrbs <- subset(yrbs, stratum %in% c(102, 103, 111, 112, 113, 202))
yrbs$helmet <- 2 - yrbs$qn8
yrbs$heavy <- as.numeric(yrbs$weight > 0.5)
yrbs$qn8 <- NULL

# --- US presidential election 2004, counties drawn with probability to size (package survey) ---
election <- election_pps[, c("TotPrecincts", "PrecinctsReporting", "Bush", "Kerry", "Nader", "votes", "wt")]
election$lead <- as.numeric(election$Bush > election$Kerry)
election$ran <- as.numeric(election$Nader > 0)
election$complete <- as.numeric(election$TotPrecincts == election$PrecinctsReporting)

# --- General Social Survey (package forcats), every fifteenth answer of two years ---
gss <- as.data.frame(forcats::gss_cat)
gss <- subset(gss, year %in% c(2012, 2014))
gss <- gss[seq_len(nrow(gss)) %% 15 == 0, c("year", "marital", "age", "race", "partyid", "tvhours")]
gss$marital <- gsub("No answer", NA, gss$marital)
gss$race <- as.character(gss$race)
gss$party <- ifelse(grepl("rep", gss$partyid), "rep", ifelse(grepl("dem", gss$partyid), "dem",
             ifelse(grepl("^Ind", gss$partyid), "ind", NA)))
gss$partyid <- NULL
gss$married <- as.numeric(gss$marital == "Married")
# the extract has no weights: these are by formula
gss$weight <- round(0.6 + (gss$age %% 7) / 5, 1)
gss$weight[is.na(gss$weight)] <- 1
gss$band <- ifelse(is.na(gss$age), NA, ifelse(gss$age < 35, "18-34", ifelse(gss$age < 55, "35-54", "55+")))
gss$rating <- pmin(gss$tvhours, 10)
rownames(gss) <- NULL

# --- counties of the Midwest, census 2000 (package ggplot2): every fourth county of each state ---
midwest <- as.data.frame(ggplot2::midwest)
midwest <- do.call(rbind, lapply(split(midwest, midwest$state), function(s) {
  s$counties <- nrow(s)
  s[seq_len(nrow(s)) %% 4 == 1, ]
}))
midwest <- midwest[, c("state", "counties", "poptotal", "popadults", "percollege", "percbelowpoverty", "inmetro", "area")]
midwest$poor <- as.numeric(midwest$percbelowpoverty > 13)
midwest$college <- floor(midwest$percollege / 5)
rownames(midwest) <- NULL

# --- by formula: three stages, ties, gaps, shares of 0 and 1, weights of 0 and of a million ---
i <- seq_len(96)
made <- data.frame(
  stratum = c("north", "south", "west")[(i - 1) %/% 32 + 1],
  town = (i - 1) %/% 8 + 1,
  house = (i - 1) %/% 4 + 1,
  person = i,
  townno = ((i - 1) %/% 8) %% 4 + 1,
  towns = c(20, 9, 13)[(i - 1) %/% 32 + 1],
  houses = 6 + ((i - 1) %/% 8 + 1) * 3 %% 7,
  people = 5 + ((i - 1) %/% 4 + 1) %% 3,
  weight = 1 + (i * 7) %% 11 / 4,
  y = (i * 37) %% 101 / 10,
  x = (i * 53) %% 97 / 7 + i / 20,
  rating = (i * 29) %% 11,
  level = (i * i) %% 5,
  group = c("a", "b", "c", "d")[(i * 13) %% 7 %% 4 + 1],
  side = c("left", "right")[(i * 5) %% 3 %% 2 + 1],
  yes = as.numeric((i * 17) %% 10 < 4),
  rare = as.numeric(i %in% c(5, 60)),
  none = 0, all = 1, same = 7)
made$gap <- ifelse(i %% 6 == 0, NA, made$y)
made$gap2 <- ifelse(i %% 7 == 0, NA, made$x)
made$gaprating <- ifelse(i %% 5 == 0, NA, made$rating)
made$gapgroup <- ifelse(i %% 9 == 0, NA, made$group)
made$gapyes <- ifelse(i %% 8 == 3, NA, made$yes)
made$zeros <- ifelse(i %% 10 == 0, 0, made$weight)
made$counted <- as.numeric(made$zeros > 0)
made$huge <- ifelse(i == 40, 1e6, made$weight)
made$untied <- made$y + i / 1000
made$tiny <- ifelse(i %in% c(3, 50, 51, 70), "in", "out")
made$holes <- ifelse(made$group == "a" & made$level == 0, 1, made$level)  # an empty cell
made$lonely <- c(made$town[1:88], 90:97)  # eight strata of one

pair <- data.frame(y = c(3, 8), x = c(1, 5), yes = c(0, 1), w = c(2, 5), g = c("a", "b"))

alone <- data.frame(
  h = c(1, 1, 1, 2, 2, 3, 4, 4, 4, 4), w = c(2, 3, 2, 5, 4, 6, 1, 2, 3, 3), y = c(3, 5, 4, 8, 6, 9, 1, 2, 4, 3),
  N = c(7, 7, 7, 9, 9, 5, 8, 8, 8, 8), c = c(1, 2, 2, 3, 4, 5, 6, 6, 7, 8), n = c(9, 9, 9, 7, 7, 4, 6, 6, 6, 6),
  yes = c(1, 0, 1, 1, 0, 1, 0, 0, 1, 1), k = c(1, 1, 2, 1, 2, 2, 1, 2, 2, 1), d = c(1, 1, 0, 1, 0, 1, 1, 1, 1, 0),
  house = 1:10, homes = c(4, 6, 6, 5, 3, 2, 8, 8, 2, 7))

for (name in c("apistrat", "apisrs", "apiclus1", "apiclus2", "nhanes", "yrbs", "election", "gss", "midwest", "made",
               "pair", "alone"))
  write_data(name)
