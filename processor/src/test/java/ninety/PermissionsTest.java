package ninety;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ninety.user.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * What each task's role may do, read from the Terraform module, against what the task's code calls,
 * read from the compiled classes. Both ways: nothing that is called is missing, and nothing is
 * granted that nobody calls.
 */
final class PermissionsTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .importUrl(UserId.class.getProtectionDomain().getCodeSource().getLocation());

  private static final Grants GRANTS = Grants.in(Path.of("..", "terraform"));

  private static final Pattern CLIENT =
      Pattern.compile("software\\.amazon\\.awssdk\\.services\\.(\\w+)\\.\\w+Client");

  /** Where the commands of those are who redrive: what they do, nobody else may. */
  private static final String REDRIVING = "ninety.cli.redrive";

  /** The command of those who read archived records into the table; nobody else may. */
  private static final String REPLAYING = "replay";

  /** What asks the directory whose a name is, with an option that no task has. */
  private static final Set<String> FOR_NAMES =
      Set.of("identitystore:ListUsers", "#directory-quota");

  /** Commands whose people exempt; those of the others read. */
  private static final Set<String> EXEMPTING = Set.of("add", "remove", "attest", "lost", "revoke");

  /** Where a class names a row of the pipeline's own: the field that it is put into, and its id. */
  private static final Pattern ROW =
      Pattern.compile(
          "(?:(?:this\\.(\\w+) = )?new Item\\([^;]*?|static final String"
              + " \\w+\\s*=\\s*)\"(#[a-z]+(?:-[a-z]+)*#?[a-z]*)\"");

  private static final Set<String> WRITES_OF_AN_ITEM = Set.of("write", "store", "change");

  /** Methods of a client that ask nothing of AWS. */
  private static final Set<String> NO_CALLS =
      Set.of("builder", "close", "create", "serviceClientConfiguration", "serviceName", "waiter");

  /** Calls whose action has another name; the others are named like the method. */
  private static final Map<String, Set<String>> OTHERWISE_NAMED =
      Map.of(
          // Who is asking may be asked without a permission.
          "sts:GetCallerIdentity",
          Set.of(),
          "ssoadmin:ListInstances",
          Set.of("sso:ListInstances"),
          "ssoadmin:ListRegions",
          Set.of("sso:ListRegions"),
          "sqs:SendMessageBatch",
          Set.of("sqs:SendMessage"),
          "sqs:ChangeMessageVisibilityBatch",
          Set.of("sqs:ChangeMessageVisibility"),
          "sqs:DeleteMessageBatch",
          Set.of("sqs:DeleteMessage"),
          // Listing is a right on the bucket: service authorization reference, Amazon S3.
          "s3:ListObjectsV2",
          Set.of("s3:ListBucket"),
          "dynamodb:TransactWriteItems",
          Set.of(
              "dynamodb:ConditionCheckItem",
              "dynamodb:DeleteItem",
              "dynamodb:PutItem",
              "dynamodb:UpdateItem"));

  /**
   * What nobody needs a right for.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">GetCallerIdentity</a>
   */
  private static final Set<String> NEEDS_NO_RIGHT = Set.of("sts:GetCallerIdentity");

  /**
   * What the Kinesis Client Library does for {@code process}. Its documentation lists {@code
   * kinesis:DescribeStream} and {@code cloudwatch:PutMetricData} too: this version calls the one
   * nowhere, and its metrics are off.
   *
   * @see <a href="https://docs.aws.amazon.com/streams/latest/dev/kcl-iam-permissions.html">IAM
   *     permissions required for KCL consumer applications</a>
   */
  private static final Set<String> KINESIS_CLIENT_LIBRARY =
      Set.of(
          "kinesis:DescribeStreamConsumer",
          "kinesis:DescribeStreamSummary",
          "kinesis:GetRecords",
          "kinesis:GetShardIterator",
          "kinesis:ListShards",
          "kinesis:RegisterStreamConsumer",
          "kinesis:SubscribeToShard",
          "dynamodb:CreateTable",
          "dynamodb:DeleteItem",
          "dynamodb:DescribeTable",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:Query",
          "dynamodb:Scan",
          "dynamodb:UpdateItem",
          "dynamodb:UpdateTable");

  /** What the library's classes could call besides, and why they never do here. */
  private static final Map<String, String> NEVER_CALLED_BY_THE_LIBRARY =
      Map.of(
          "cloudwatch:PutMetricData", "its metrics are off",
          "dynamodb:BatchGetItem", "in an adapter that has every method; nobody calls it",
          "dynamodb:BatchWriteItem", "the same",
          "dynamodb:DeleteTable", "the same",
          "dynamodb:ConditionCheckItem", "moves the tables of an application older than 3.5",
          "dynamodb:UpdateContinuousBackups",
              "recovery of the lease table to a point in time is off");

  /**
   * What DynamoDB, Kinesis and SQS do with a customer's key in the name of their caller, who must
   * be allowed it and calls KMS nowhere.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html">DynamoDB</a>,
   *     <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html">SQS</a>
   */
  private static final Set<String> THROUGH_A_SERVICE =
      Set.of(
          "kms:Decrypt",
          "kms:DescribeKey",
          "kms:Encrypt",
          "kms:GenerateDataKey",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo");

  @Test
  void a_role_is_for_a_command() {
    assertEquals(Set.of("process", "sweep", "import", "replay"), GRANTS.tasks());
  }

  @Test
  void process_may_do_what_it_and_the_library_call_and_nothing_else() {
    Set<String> called = new TreeSet<>(calledBy("process"));
    called.addAll(KINESIS_CLIENT_LIBRARY);

    assertEquals(called, withoutServices(GRANTS.ofTask("process")));
  }

  @Test
  void sweep_may_do_what_it_calls_and_nothing_else() {
    assertEquals(calledBy("sweep"), withoutServices(GRANTS.ofTask("sweep")));
  }

  @Test
  void import_may_do_what_it_calls_and_nothing_else() {
    assertEquals(calledBy("import"), withoutServices(GRANTS.ofTask("import")));
  }

  @Test
  void people_who_read_may_do_what_the_commands_call_that_exempt_nobody_and_nothing_else() {
    assertEquals(
        calledByPeople(command -> !EXEMPTING.contains(command)),
        withoutServices(GRANTS.ofPeople("reading")));
  }

  @Test
  void people_who_exempt_may_do_what_all_commands_call_and_nothing_else() {
    assertEquals(calledByPeople(_ -> true), withoutServices(GRANTS.ofPeople("exempting")));
  }

  @Test
  void people_who_replay_may_do_what_that_command_calls_and_nothing_else() {
    assertEquals(calledBy(REPLAYING), withoutServices(GRANTS.ofPeople("replaying")));
  }

  @Test
  void people_who_replay_may_write_the_rows_that_the_code_writes_and_no_others() {
    assertEquals(
        Set.of(),
        rowsWrittenBy(REPLAYING).stream()
            .filter(row -> !GRANTS.mayWrite("replaying", row))
            .collect(toCollection(TreeSet::new)));
    for (String row : List.of("#shards", "#policy", "#notices", "#attestations", "#exemption#")) {
      assertFalse(GRANTS.mayWrite("replaying", row), row);
    }
  }

  @Test
  void people_who_redrive_may_do_what_those_commands_call_and_nothing_else() {
    assertEquals(
        commands()
            .filter(PermissionsTest::redrives)
            .flatMap(command -> calledBy(command).stream())
            .collect(toCollection(TreeSet::new)),
        withoutServices(GRANTS.ofPeople("redriving")));
  }

  @Test
  void people_who_redrive_may_write_the_rows_that_the_code_writes_and_no_others() {
    Set<String> written =
        commands()
            .filter(PermissionsTest::redrives)
            .flatMap(command -> rowsWrittenBy(command).stream())
            .collect(toCollection(TreeSet::new));

    assertEquals(
        Set.of(),
        written.stream()
            .filter(row -> !GRANTS.mayWrite("redriving", row))
            .collect(toCollection(TreeSet::new)));
    for (String row : List.of("#shards", "#policy", "#notices", "#attestations", "#exemption#")) {
      assertFalse(GRANTS.mayWrite("redriving", row), row);
    }
  }

  /** A part of what people may who run the same command: a task asks no directory for names. */
  @Test
  void replay_as_a_task_may_do_what_it_calls_and_nothing_else() {
    Set<String> called = new TreeSet<>(calledBy(REPLAYING));
    called.removeAll(FOR_NAMES);

    assertEquals(called, withoutServices(GRANTS.ofTask(REPLAYING)));
  }

  @Test
  void what_was_read_and_what_never_came_is_written_by_replays_and_no_other_task() {
    for (String row : List.of("#read", "#missed")) {
      assertTrue(GRANTS.mayWrite(REPLAYING, row), row);
      assertFalse(GRANTS.mayWrite("process", row), row);
      assertFalse(GRANTS.mayWrite("sweep", row), row);
      assertFalse(GRANTS.mayWrite("import", row), row);
      assertFalse(GRANTS.mayWrite("people", row), row);
    }
    for (String row : List.of("#shards", "#policy", "#notices", "#coverage", "#reconciliation")) {
      assertFalse(GRANTS.mayWrite(REPLAYING, row), row);
    }
  }

  @Test
  void people_who_read_can_write_nothing() {
    assertEquals(
        Set.of("dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Scan"),
        withoutServices(GRANTS.ofPeople("reading")));
  }

  /** Else a task would be refused its own work, and no test with a local DynamoDB would see it. */
  @ParameterizedTest
  @ValueSource(strings = {"process", "sweep", "import", "replay"})
  void a_task_may_write_the_rows_that_its_code_writes(String task) {
    Set<String> written = rowsWrittenBy(task);
    if (task.equals(REPLAYING)) {
      written.removeAll(FOR_NAMES);
    }

    assertFalse(written.isEmpty());
    assertEquals(
        Set.of(),
        written.stream()
            .filter(row -> !GRANTS.mayWrite(task, row))
            .collect(toCollection(TreeSet::new)));
  }

  @Test
  void exemptions_and_attestations_are_written_by_people_and_by_no_task() {
    for (String row :
        List.of(
            "#attestation#",
            "#attestations",
            "#exemption#",
            "#exemptions#open",
            "#exemptions#over")) {
      assertTrue(GRANTS.mayWrite("people", row), row);
      assertFalse(GRANTS.mayWrite("sweep", row), row);
      assertFalse(GRANTS.mayWrite("process", row), row);
      assertFalse(GRANTS.mayWrite("import", row), row);
      assertFalse(GRANTS.mayWrite(REPLAYING, row), row);
    }
    assertFalse(GRANTS.mayWrite("people", "#policy"));
  }

  @Test
  void keys_are_used_through_the_services_alone() {
    for (String action : THROUGH_A_SERVICE) {
      for (String statement : GRANTS.statementsWith(action)) {
        assertTrue(statement.contains("kms:ViaService"), statement);
      }
    }
    assertFalse(GRANTS.statementsWith("kms:Decrypt").isEmpty());
  }

  @Test
  void what_is_said_of_the_library_is_what_its_classes_can_call() {
    Set<String> called =
        new ClassFileImporter()
            .importPackages("software.amazon.kinesis", "com.amazonaws.services.dynamodbv2").stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .map(JavaAccess::getTarget)
                .flatMap(target -> actions(target).stream())
                .collect(toCollection(TreeSet::new));
    Set<String> said = new TreeSet<>(KINESIS_CLIENT_LIBRARY);
    said.addAll(NEVER_CALLED_BY_THE_LIBRARY.keySet());

    assertEquals(said, called);
  }

  /**
   * The ids of the pipeline's own rows that a command's code writes: those of the items that a
   * method uses which writes.
   */
  private static Set<String> rowsWrittenBy(String command) {
    return rowsWrittenBy(command(command));
  }

  private static Set<String> rowsWrittenBy(JavaClass command) {
    return Reach.of(command, PRODUCT).inside().stream()
        .filter(unit -> !unit.getOwner().getSimpleName().equals("Item"))
        .filter(PermissionsTest::writes)
        .flatMap(unit -> rowsOf(unit).stream())
        .collect(toCollection(TreeSet::new));
  }

  /** Whether it writes an item, by itself or by a method of its own class. */
  private static boolean writes(JavaCodeUnit unit) {
    return writes(unit, Set.of());
  }

  private static boolean writes(JavaCodeUnit unit, Set<JavaCodeUnit> callers) {
    Set<JavaCodeUnit> followed = new HashSet<>(callers);
    return followed.add(unit)
        && unit.getMethodCallsFromSelf().stream()
            .map(JavaMethodCall::getTarget)
            .anyMatch(target ->
                actions(target).contains("dynamodb:UpdateItem")
                    || (target.getOwner().getSimpleName().equals("Item")
                        && WRITES_OF_AN_ITEM.contains(target.getName()))
                    || (target.getOwner().equals(unit.getOwner())
                        && target
                            .resolveMember()
                            .filter(called -> writes(called, followed))
                            .isPresent()));
  }

  /** Rows stand in fields; else an item is made where it is used, and any of its class counts. */
  private static Set<String> rowsOf(JavaCodeUnit unit) {
    JavaClass type = unit.getOwner();
    Map<String, Set<String>> rows = new TreeMap<>();
    ROW.matcher(source(type))
        .results()
        .forEach(row ->
            rows.computeIfAbsent(Objects.requireNonNullElse(row.group(1), ""), _ -> new TreeSet<>())
                .add(row.group(2)));
    assertTrue(
        !rows.isEmpty() || type.getSimpleName().equals("DynamoDossiers"),
        () -> "Which row does it write? Of the users' no other class does: " + type.getName());
    Set<String> written = new TreeSet<>(rows.getOrDefault("", Set.of()));
    unit.getFieldAccesses()
        .forEach(
            access -> written.addAll(rows.getOrDefault(access.getTarget().getName(), Set.of())));
    return written;
  }

  private static String source(JavaClass type) {
    Path file =
        Path.of("src", "main", "java")
            .resolve(type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java");
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Set<String> calledByPeople(Predicate<String> which) {
    return commands()
        .filter(command -> !redrives(command))
        .map(PermissionsTest::name)
        .filter(command -> !GRANTS.tasks().contains(command) && !command.equals(REPLAYING))
        .filter(which)
        .flatMap(command -> calledBy(command).stream())
        .collect(toCollection(TreeSet::new));
  }

  private static JavaClass command(String command) {
    return commands()
        .filter(each -> !redrives(each))
        .filter(each -> name(each).equals(command))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> calledBy(String command) {
    return calledBy(command(command));
  }

  private static boolean redrives(JavaClass command) {
    return command.getPackageName().equals(REDRIVING);
  }

  private static Set<String> calledBy(JavaClass command) {
    return Reach.of(command, PRODUCT).outside().stream()
        .flatMap(target -> actions(target).stream())
        .filter(action -> !NEEDS_NO_RIGHT.contains(action))
        .collect(toCollection(TreeSet::new));
  }

  /** The commands below {@code ninety}. */
  private static Stream<JavaClass> commands() {
    return PRODUCT.stream()
        .filter(type -> type.isAnnotatedWith(CommandLine.Command.class))
        .filter(type -> !name(type).equals("ninety"));
  }

  private static String name(JavaClass command) {
    return command.getAnnotationOfType(CommandLine.Command.class).name();
  }

  private static Set<String> actions(AccessTarget target) {
    if (target
        .getOwner()
        .getName()
        .startsWith("software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider")) {
      return Set.of("sts:AssumeRole");
    }
    Matcher client = CLIENT.matcher(target.getOwner().getName());
    if (!client.matches() || NO_CALLS.contains(target.getName())) {
      return Set.of();
    }
    if (target.getName().equals("getCallerIdentity")) {
      return Set.of(); // AWS allows it to everybody: STS API reference, GetCallerIdentity.
    }
    String call = target.getName().replaceFirst("Paginator$", "");
    String action =
        "%s:%s%s"
            .formatted(client.group(1), Character.toUpperCase(call.charAt(0)), call.substring(1));
    return OTHERWISE_NAMED.getOrDefault(action, Set.of(action));
  }

  private static Set<String> withoutServices(Set<String> granted) {
    Set<String> rest = new TreeSet<>(granted);
    rest.removeAll(THROUGH_A_SERVICE);
    return rest;
  }
}
