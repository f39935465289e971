# In the account of the Identity Center instance or of its delegated administrator: the role with which
# the sweep of an installation asks whether a user is still there and enabled, the import lists the users, and replays
# read this account's event history, where the events of Identity Center are.

resource "aws_iam_role" "directory" {
  name        = "${var.name}-directory"
  description = "ninety of ${var.installation_account_id} asks about users"
  tags        = var.tags

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:${local.partition}:iam::${var.installation_account_id}:root" }
      Action    = "sts:AssumeRole"
      # As a condition and not as the principal, so that this role can be made before that one.
      Condition = { ArnEquals = { "aws:PrincipalArn" = [for task in ["sweep", "import", "replay"] : "arn:${local.partition}:iam::${var.installation_account_id}:role/${var.name}-${task}"] } }
    }]
  })
}

resource "aws_iam_role_policy" "directory" {
  name = "directory"
  role = aws_iam_role.directory.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for statement in [
      {
        Sid    = "AskDirectory"
        Effect = "Allow"
        Action = ["identitystore:DescribeUser", "identitystore:ListUsers"]
        Resource = [
          "arn:${local.partition}:identitystore::${local.identity_center_account}:identitystore/${var.identity_store_id}",
          "arn:${local.partition}:identitystore:::user/*", # any user of that store: the ids are what is watched
        ]
      },
      # Finds a Region in which the instance is replicated and that nobody listens to.
      {
        Sid      = "AskInstance"
        Effect   = "Allow"
        Action   = ["sso:ListInstances", "sso:ListRegions"]
        Resource = "*" # ListInstances has no resources, and finds the instance that ListRegions asks about
      },
      {
        Sid      = "ReadHistory"
        Effect   = "Allow"
        Action   = "cloudtrail:LookupEvents"
        Resource = "*" # it has no resources
      },
      {
        Sid       = "DirectoryKey"
        Effect    = "Allow"
        Action    = "kms:Decrypt"
        Resource  = var.directory_key_arn
        Condition = { StringLike = { "kms:ViaService" = "identitystore.*.${local.suffix}" } } # the store can be in another Region
      },
    ] : statement if var.directory_key_arn != null || statement.Sid != "DirectoryKey"]
  })
}
