# Designs and rows of golden values: what is written down, and how R makes each number from its call.

rows <- list()
specs <- list()

# A design by its R call, and in the words of stats.Design for the test that reads it.
design <- function(name, data, call, ...) {
  assign(name, eval(parse(text = call), envir = globalenv()), envir = globalenv())
  specs[[name]] <<- c(list(data = data, call = call), list(...))
}

quoted <- function(values) {
  if (is.character(values)) values <- paste0("\"", values, "\"")
  paste0("c(", paste(values, collapse = ", "), ")")
}

# The domain of a row: its condition, and an answer to every column in use.
domain <- function(name, where, columns) {
  inside <- c(
    if (length(where)) paste0(names(where), " %in% ", vapply(where, quoted, "")),
    if (length(columns)) {
      gaps <- vapply(columns, function(column) anyNA(get(name)$variables[[column]]), TRUE)
      if (any(gaps)) paste0("!is.na(", columns[gaps], ")")
    })
  if (is.null(inside)) name else sprintf("subset(%s, %s)", name, paste(inside, collapse = " & "))
}

now <- function(text) eval(parse(text = text), envir = globalenv())

# Numbers that R leaves open (NaN, NA) are left out of the row.
record <- function(name, estimator, arguments, call, numbers) {
  numbers <- lapply(numbers, function(x) if (is.matrix(x) && length(x) > 1) unname(x) else as.vector(unname(x)))
  numbers <- Filter(function(x) length(x) && !anyNA(x), numbers)
  row <- c(list(data = specs[[name]]$data, design = name, estimator = estimator,
                arguments = arguments, call = call), numbers)
  rows[[length(rows) + 1]] <<- row
}

interval <- function(centre, se, df, level) centre + c(-1, 1) * qt((1 + level) / 2, df) * se

# value, se, df, interval on the plain scale, design effect and answers of one statistic
one <- function(stat, inside, level, deff = NULL) {
  df <- degf(inside)
  limits <- if (df > 0) interval(coef(stat)[[1]], SE(stat)[[1]], df, level) else c(NA, NA)
  list(value = coef(stat)[[1]], se = SE(stat)[[1]], df = df, low = limits[1], high = limits[2],
       deff = if (all(is.finite(deff))) deff, n = sum(weights(inside) != 0))
}

# Derivatives by the weights, by complex steps (exact to rounding): linearisation without a formula.
linearised <- function(statistic, inside) {
  w <- weights(inside)
  at <- which(w != 0)
  slope <- numeric(length(w))
  slope[at] <- vapply(at, function(i) {
    moved <- w + 0i
    moved[i] <- moved[i] + 1e-30i
    Im(statistic(moved)) / 1e-30
  }, 0)
  inside <- update(inside, slope. = slope)
  list(value = Re(statistic(w + 0i)), se = SE(svytotal(~slope., inside))[[1]], df = degf(inside))
}

json <- function(x, file, ...) writeLines(toJSON(x, digits = NA, auto_unbox = TRUE, ...), file)

# One row a line; infinite limits as text, which JSON numbers cannot say.
write_rows <- function(file) {
  line <- function(row) {
    row <- lapply(row, function(x) if (is.numeric(x) && any(is.infinite(x))) as.character(x) else x)
    toJSON(row, digits = NA, auto_unbox = TRUE)
  }
  text <- vapply(rows, line, "")
  writeLines(c("[", paste0(text, c(rep(",", length(text) - 1), "")), "]"), file)
}
