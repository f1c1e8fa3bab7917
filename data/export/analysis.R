# An example to change: the lagged actor-partner model. Does a score follow the person's own last score (own_lag), and
# the partner's (partner_lag)? Reads rows.csv beside it; codebook.csv says what its columns are. Needs the package lme4.
#
#   Rscript analysis.R
#
# Lags are centred at the person's own mean, so that only moves within a person count. In short conversations that
# draws the own lag towards negative values (Nickell 1981). Associations over time, not causes.
library(lme4)

here <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
folder <- if (length(here) == 1) dirname(here) else "."
rows <- read.csv(file.path(folder, "rows.csv"),
  na.strings = "", encoding = "UTF-8",
  colClasses = c(
    episode = "character", subject = "character", time = "character", perspective = "character", source = "character",
    column = "character", dyad = "character", partner = "character", target = "character", taxonomy = "character"
  )
)

# One outcome: that of the first row. Change it here, for instance to list(source = "emotion@1", ..., column = "joy").
outcome <- as.list(rows[1, c("source", "perspective", "taxonomy", "column")])
chosen <- rep(TRUE, nrow(rows))
for (name in names(outcome)) chosen <- chosen & rows[[name]] %in% outcome[[name]]
d <- rows[chosen, ]

# In another episode a name may be another person.
person <- paste(d$episode, d$subject, sep = "\r")
partner <- paste(d$episode, d$partner, sep = "\r")
d$own <- d$own_lag - d$person_mean
d$other <- d$partner_lag - d$person_mean[match(partner, person)]
d$person <- person
d <- d[!is.na(d$own) & !is.na(d$other), ]

if (nrow(d) < 10) {
  stop(nrow(d), " rows of two-person episodes have both lags: too few for a model")
} else if (length(unique(d$person)) < 3) {
  model <- lm(value ~ own + other, data = d)
  estimates <- coef(summary(model))
} else {
  model <- lmer(value ~ own + other + (1 | person), data = d)
  estimates <- coef(summary(model))
}
cat(outcome$column, "of", outcome$source, "on", nrow(d), "rows\n")
print(summary(model))

# The fixed effects as a table.
write.csv(
  data.frame(term = c("intercept", "own_lag", "partner_lag"), estimate = estimates[, 1], se = estimates[, 2]),
  file.path(folder, "fixed_effects.csv"),
  row.names = FALSE, quote = FALSE
)
