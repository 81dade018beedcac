"""From what a journey workshop believes to what holds across the whole audience.

One room a step on the way, each using only rooms nearer to the workshop. Core, without I/O:

- `stats`: design-based estimation, raking, tests and power; numbers in, results out
- `claims`: kinds of claim, and the frame of answers they look at
- `study`: the study file with its audience, journey, items and hypotheses
- `questionnaire`: the instrument that asks what the claims need
- `responses`: from a file's cells to the frame, with what was left out and why
- `weighting`: from the study's margins to weights
- `verdicts`: estimate, adjust, decide; in the whole audience and in each segment
- `reporting`: the report and the digest as typed documents, charts, disclosure control

Edge, without thinking:

- `settings`: the one reader of the environment
- `files`: study files, tables of answers, the shipped library
- `store`: the database
- `mail`: SendGrid, its stand-in, and the folder where mail is written without a key
- `rendering`: documents as text and pages
- `steps`: one function a step of the pipeline
- `web`: respondents' pages
- `cli`: the researcher's command
"""
