package ninety;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ninety.alert.SqsAlerts;
import ninety.alert.SqsUndelivered;
import ninety.alert.SqsUnreadAlerts;
import ninety.archive.CloudTrailKeys;
import ninety.archive.EventHistory;
import ninety.archive.FolderArchive;
import ninety.archive.HistoryCalls;
import ninety.archive.S3Archive;
import ninety.cli.Ninety;
import ninety.cli.coverage.CoverageCommand;
import ninety.cli.terminal.Complaint;
import ninety.cli.terminal.ProgressLine;
import ninety.cli.users.UsersCommand;
import ninety.directory.IdentityStoreDirectory;
import ninety.directory.IdentityStoreRosters;
import ninety.directory.RosterFile;
import ninety.directory.SsoInstance;
import ninety.finding.Dossiers;
import ninety.finding.DueUsers;
import ninety.policy.Control;
import ninety.reconcile.Reconciler;
import ninety.signature.KmsSigner;
import ninety.signs.StsSigns;
import ninety.store.DynamoAttestations;
import ninety.store.DynamoCoverage;
import ninety.store.DynamoDirectoryChanges;
import ninety.store.DynamoDossiers;
import ninety.store.DynamoExemptions;
import ninety.store.DynamoFeedWatches;
import ninety.store.DynamoNotices;
import ninety.store.DynamoPolicyLog;
import ninety.store.DynamoQuota;
import ninety.store.DynamoRearming;
import ninety.store.DynamoReconciliations;
import ninety.store.DynamoReplication;
import ninety.stream.Consumer;
import ninety.stream.KinesisEvents;
import ninety.stream.SqsDeadLetters;
import ninety.stream.SqsLetters;
import ninety.sweep.Sweep;
import ninety.user.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * The arrows between the packages, read from the compiled classes: pure ← ports ← edges ← app ←
 * cli.
 */
final class ArchitectureTest {

  /** Every package there is, so that a new one has to be given its place here. */
  private static final Set<String> PACKAGES =
      new TreeSet<>(
          Set.of(
              "alert",
              "app",
              "archive",
              "aws",
              "cli",
              "cli.coverage",
              "cli.exempt",
              "cli.explain",
              "cli.option",
              "cli.process",
              "cli.reconcile",
              "cli.redrive",
              "cli.replay",
              "cli.report",
              "cli.sweep",
              "cli.terminal",
              "cli.users",
              "cli.verify",
              "cloudtrail",
              "coverage",
              "digest",
              "directory",
              "exemption",
              "finding",
              "format",
              "ingest",
              "policy",
              "reconcile",
              "redrive",
              "replay",
              "report",
              "signature",
              "signs",
              "store",
              "stream",
              "sweep",
              "user",
              "wording"));

  /** The classes of this module; the local servers, which tests see too, are not part of it. */
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .importUrl(UserId.class.getProtectionDomain().getCodeSource().getLocation());

  private static final DescribedPredicate<JavaClass> AWS =
      resideInAnyPackage("software.amazon..", "com.amazonaws..");
  private static final DescribedPredicate<JavaClass> JSON_OR_VAVR =
      resideInAnyPackage("com.fasterxml.jackson..", "io.vavr..");

  @Test
  void every_package_has_its_place_in_these_rules() {
    Set<String> found =
        PRODUCT.stream()
            .map(JavaClass::getPackageName)
            .map(name -> name.replaceFirst("^ninety\\.", ""))
            .collect(toCollection(TreeSet::new));

    assertEquals(PACKAGES, found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user",
        "coverage",
        "exemption",
        "policy",
        "finding",
        "cloudtrail",
        "digest",
        "report",
        "wording",
        "format"
      })
  void a_pure_package_names_no_class_of_aws_or_of_the_command_line_or_of_a_log(String pure) {
    noClasses()
        .that(areIn(pure))
        .should()
        .dependOnClassesThat(
            AWS.or(resideInAnyPackage("picocli..", "org.slf4j..", "ch.qos.logback..")))
        .check(PRODUCT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user",
        "coverage",
        "exemption",
        "policy",
        "finding",
        "cloudtrail",
        "digest",
        "report",
        "wording",
        "format"
      })
  void a_pure_package_does_no_io_and_starts_no_thread(String pure) {
    noClasses()
        .that(areIn(pure))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.net..", "java.nio.file..", "java.util.concurrent..")
                .or(belongToAnyOf(Thread.class, Process.class, java.io.File.class)))
        .check(PRODUCT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"user", "coverage", "exemption", "policy", "finding", "report", "wording"})
  void jackson_and_vavr_do_not_reach_users_and_policy(String pure) {
    noClasses().that(areIn(pure)).should().dependOnClassesThat(JSON_OR_VAVR).check(PRODUCT);
  }

  @Test
  void only_one_class_makes_ids_of_names() {
    noClasses()
        .that(not(type(ninety.user.NamedId.class)))
        .should()
        .dependOnClassesThat(resideInAPackage("com.fasterxml.uuid.."))
        .check(PRODUCT);
  }

  /** The whole table of arrows; each edge knows the ports that it implements, and no other edge. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "user, -",
        "coverage, user",
        "exemption, user",
        "policy, user coverage exemption",
        "finding, user coverage exemption policy",
        "cloudtrail, user coverage",
        "wording, user coverage exemption policy finding",
        "format, user coverage exemption policy finding wording",
        "aws, -",
        "report, user coverage exemption policy finding cloudtrail",
        "ingest, user coverage finding cloudtrail aws",
        "redrive, user finding cloudtrail ingest aws",
        "sweep, user coverage exemption policy finding",
        "reconcile, user finding",
        "digest, coverage cloudtrail",
        "replay, user coverage cloudtrail digest ingest finding",
        "archive, user cloudtrail digest aws",
        "stream, user coverage cloudtrail finding ingest aws",
        "store, user coverage exemption policy finding aws",
        "alert, coverage finding format signature aws",
        "directory, user coverage aws",
        "signs, coverage aws",
        "signature, aws",
        "app, user coverage exemption policy finding wording format cloudtrail digest ingest redrive sweep"
            + " replay reconcile stream archive directory signs store signature alert aws",
        "cli.terminal, app user coverage exemption policy finding",
        "cli.option, app cli.terminal aws user coverage exemption policy cloudtrail",
        "cli.process, app cli.option cli.terminal user cloudtrail ingest stream",
        "cli.sweep, app cli.option cli.terminal user coverage policy sweep",
        "cli.reconcile, app cli.option cli.terminal user reconcile",
        "cli.users, app cli.option cli.terminal user coverage exemption policy finding",
        "cli.exempt, app cli.option cli.terminal user exemption finding",
        "cli.coverage, app cli.option cli.terminal user coverage exemption",
        "cli.explain, cli.option cli.terminal user coverage cloudtrail",
        "cli.redrive, app cli.option cli.terminal cloudtrail finding ingest redrive",
        "cli.replay, app cli.option cli.terminal user coverage cloudtrail ingest replay",
        "cli.report, cli.option cli.terminal user coverage exemption policy cloudtrail report",
        "cli.verify, cli.option cli.terminal format signature",
      })
  void a_package_knows_no_others_than_these(String from, @Nullable String to) {
    DescribedPredicate<JavaClass> allowed = areIn(from);
    for (String each : to == null ? new String[0] : to.split(" ", -1)) {
      allowed = allowed.or(areIn(each));
    }

    noClasses()
        .that(areIn(from))
        .should()
        .dependOnClassesThat(resideInAPackage("ninety..").and(not(allowed)))
        .check(PRODUCT);
  }

  /** What AWS says is put into words elsewhere. */
  @Test
  void the_command_line_knows_no_class_of_aws() {
    noClasses().that(areIn("cli")).should().dependOnClassesThat(AWS).check(PRODUCT);
  }

  /** So that each line that is wrong is a sentence behind the command's name, and printable. */
  @Test
  void what_is_wrong_is_printed_by_one_piece() {
    noClasses()
        .that(
            areIn("cli")
                .and(
                    not(
                        belongToAnyOf(
                            Complaint.class,
                            // Where the help is, behind the complaints.
                            Ninety.class,
                            // What is not wrong: how far it is, and what a list rests on.
                            ProgressLine.class,
                            UsersCommand.class,
                            CoverageCommand.class)))
                // What would be sent again, which a person is to look at.
                .and(not(simpleName("Sweeping"))))
        .should()
        .callMethod(CommandLine.class, "getErr")
        .check(PRODUCT);
  }

  /** Only the command line knows by which option or variable something was set. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "alert",
        "app",
        "archive",
        "aws",
        "directory",
        "ingest",
        "reconcile",
        "redrive",
        "replay",
        "signature",
        "signs",
        "store",
        "stream",
        "sweep"
      })
  void an_edge_and_the_parts_name_no_option(String edge) throws IOException {
    Pattern option = Pattern.compile("--[a-z][a-z-]+|NINETY_[A-Z]+");
    List<String> named = new ArrayList<>();
    for (JavaClass each : PRODUCT.that(areIn(edge))) {
      try (InputStream code = each.getSource().orElseThrow().getUri().toURL().openStream()) {
        String constants = new String(code.readAllBytes(), StandardCharsets.ISO_8859_1);
        option
            .matcher(constants)
            .results()
            .forEach(found -> named.add(each.getName() + ": " + found.group()));
      }
    }

    assertEquals(List.of(), named);
  }

  /** A port belongs to the noun that it is about, not to whoever calls it. */
  @Test
  void an_edge_knows_no_use_case() {
    noClasses()
        .that(areIn("store", "alert", "archive", "directory", "signs", "signature", "aws"))
        .should()
        .dependOnClassesThat(
            areIn("sweep", "reconcile", "ingest", "redrive", "replay", "report", "stream"))
        .check(PRODUCT);
  }

  /** A new one is its rule, its wording, and a line in each list. */
  @Test
  void a_control_is_named_in_its_rooms_and_the_list_only() {
    DescribedPredicate<JavaAccess<?>> names =
        describe(
            "names a control",
            access ->
                access.getTargetOwner().isEquivalentTo(Control.class)
                    && Arrays.stream(Control.values())
                        .anyMatch(it -> it.name().equals(access.getName())));

    noClasses()
        .that(not(areIn("policy", "wording")))
        .should()
        .accessTargetWhere(names)
        .check(PRODUCT);
  }

  @Test
  void the_table_is_reached_through_ports_only() {
    classes()
        .that(type(DynamoDossiers.class))
        .should()
        .implement(Dossiers.class)
        .andShould()
        .implement(DueUsers.class)
        .check(PRODUCT);
    noClasses()
        .that(not(areIn("store", "app")))
        .should()
        .dependOnClassesThat(
            areIn("store").or(resideInAPackage("software.amazon.awssdk.services.dynamodb.model..")))
        .check(PRODUCT);
  }

  /** Keys are the business of signatures. */
  @Test
  void only_signatures_know_kms_and_the_jose_library() {
    noClasses()
        .that(not(areIn("signature", "app")))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("software.amazon.awssdk.services.kms..", "com.nimbusds.."))
        .check(PRODUCT);
  }

  @Test
  void packages_have_no_cycles() {
    slices().matching("ninety.(*)..").should().beFreeOfCycles().check(PRODUCT);
  }

  @Test
  void only_the_wiring_makes_edges() {
    Set<Class<?>> edges =
        Set.of(
            CloudTrailKeys.class,
            DynamoAttestations.class,
            DynamoCoverage.class,
            DynamoDirectoryChanges.class,
            DynamoDossiers.class,
            DynamoExemptions.class,
            DynamoNotices.class,
            DynamoPolicyLog.class,
            DynamoQuota.class,
            DynamoRearming.class,
            DynamoReconciliations.class,
            DynamoReplication.class,
            DynamoFeedWatches.class,
            EventHistory.class,
            FolderArchive.class,
            HistoryCalls.class,
            IdentityStoreDirectory.class,
            IdentityStoreRosters.class,
            S3Archive.class,
            SqsAlerts.class,
            KmsSigner.class,
            SsoInstance.class,
            KinesisEvents.class,
            SqsDeadLetters.class,
            SqsLetters.class,
            SqsUnreadAlerts.class,
            SqsUndelivered.class,
            Consumer.class,
            StsSigns.class,
            Reconciler.class,
            RosterFile.class,
            Sweep.class);

    noClasses()
        .that(not(areIn("app")))
        .should()
        .callConstructorWhere(
            describe(
                "makes an edge",
                call ->
                    !call.getOriginOwner().equals(call.getTargetOwner())
                        && edges.stream()
                            .anyMatch(edge -> call.getTargetOwner().isEquivalentTo(edge))))
        .check(PRODUCT);
  }

  @Test
  void nobody_but_the_command_line_reads_the_environment_or_the_clock() {
    noClasses()
        .that(not(areIn("app", "cli")))
        .should()
        .accessTargetWhere(describe("reads a clock or the environment", ArchitectureTest::reads))
        .check(PRODUCT);
  }

  @Test
  void nobody_but_the_command_line_makes_up_ids_or_chance() {
    noClasses()
        .that(not(areIn("app", "cli")))
        .should()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callConstructor(java.util.Random.class)
        .orShould()
        .callConstructor(java.util.SplittableRandom.class)
        .orShould()
        .dependOnClassesThat(type(java.util.concurrent.ThreadLocalRandom.class))
        .check(PRODUCT);
  }

  @Test
  void no_class_has_the_name_of_a_missing_noun() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Manager|Service|Impl|Common)")
        .check(PRODUCT);
  }

  private static boolean reads(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    String name = access.getName();
    boolean system =
        owner.isEquivalentTo(System.class)
            && Set.of("getenv", "getProperty", "currentTimeMillis", "nanoTime").contains(name);
    boolean clock =
        (owner.isEquivalentTo(Clock.class) || owner.isEquivalentTo(InstantSource.class))
            && (name.startsWith("system") || name.startsWith("tick"));
    boolean now =
        Stream.of(
                    Instant.class,
                    LocalDate.class,
                    LocalDateTime.class,
                    OffsetDateTime.class,
                    ZonedDateTime.class)
                .anyMatch(owner::isEquivalentTo)
            && name.equals("now");
    boolean date = owner.isEquivalentTo(java.util.Date.class);
    return system || clock || now || date;
  }

  private static DescribedPredicate<JavaClass> areIn(String... packages) {
    return resideInAnyPackage(
        Arrays.stream(packages).map(name -> "ninety." + name + "..").toArray(String[]::new));
  }
}
