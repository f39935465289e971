output "role_arn" {
  description = "ARN of the role, for the installation's directory_role_arn."
  value       = aws_iam_role.directory.arn
}
