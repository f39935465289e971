package ninety.cli;

/** In which words the alert queue is told. */
enum AlertFormat {
  /** OCSF Compliance Findings, for a SIEM. */
  OCSF,
  /** The predecessor's JSON, which cannot say all. */
  LEGACY,
  /** One line for people. */
  TEXT
}
