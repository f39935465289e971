package ninety.archive;

import static ninety.aws.Calls.answer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ninety.aws.Fault;
import ninety.cloudtrail.LogArchive;
import ninety.cloudtrail.LogFile;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The objects of a bucket under a prefix. It only lists and gets ({@code s3:ListBucket}, {@code
 * s3:GetObject}).
 *
 * <p>What AWS refuses in listing is the SDK's exception, since then nothing is known; what it
 * refuses of one object is an {@link IOException}, since the others can be read.
 */
public final class S3Archive implements LogArchive {

  private static final Pattern ADDRESS =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

  private static final String FOLDER = "/";
  private static final String SIGNATURE = "signature";

  /**
   * Where an archive is.
   *
   * @param prefix empty for the whole bucket, else ending in {@code /}
   */
  public record Address(String bucket, String prefix) {

    /** Reads {@code s3://bucket/prefix}. A prefix is a folder: one that is cut off names none. */
    public static Optional<Address> parse(String text) {
      Matcher parts = ADDRESS.matcher(text);
      if (!parts.matches()) {
        return Optional.empty();
      }
      String prefix = Optional.ofNullable(parts.group(2)).orElse("");
      boolean whole = prefix.isEmpty() || prefix.endsWith(FOLDER);
      return Optional.of(new Address(parts.group(1), whole ? prefix : prefix + FOLDER));
    }
  }

  private final S3AsyncClient s3;
  private final Address address;

  public S3Archive(S3AsyncClient s3, Address address) {
    this.s3 = s3;
    this.address = address;
  }

  @Override
  public void list(String folder, Consumer<Entry> entries) {
    @Nullable String next = null;
    do {
      ListObjectsV2Response page = page(folder, next);
      for (CommonPrefix each : page.commonPrefixes()) {
        entries.accept(new Entry.Folder(name(each.prefix())));
      }
      for (S3Object each : page.contents()) {
        // The console makes an empty object for a folder.
        if (!each.key().endsWith(FOLDER)) {
          entries.accept(new Entry.File(new LogFile(name(each.key()), each.size())));
        }
      }
      next = page.nextContinuationToken();
    } while (next != null);
  }

  private ListObjectsV2Response page(String folder, @Nullable String next) {
    return answer(
        s3.listObjectsV2(list ->
            list.bucket(address.bucket())
                .prefix(address.prefix() + folder)
                .delimiter(FOLDER)
                .continuationToken(next)));
  }

  private String name(String key) {
    return key.substring(address.prefix().length());
  }

  @Override
  public Optional<Home> home() {
    return Optional.of(new Home(address.bucket(), address.prefix()));
  }

  @Override
  public InputStream open(LogFile file) throws IOException {
    return content(object(file));
  }

  /** The signature is in the object's metadata (user guide, "CloudTrail digest file structure"). */
  @Override
  public Signed signed(LogFile file) throws IOException {
    ResponseInputStream<GetObjectResponse> object = object(file);
    return new Signed(
        content(object), Optional.ofNullable(object.response().metadata().get(SIGNATURE)));
  }

  private ResponseInputStream<GetObjectResponse> object(LogFile file) throws IOException {
    return read(() ->
        answer(
            s3.getObject(
                get -> get.bucket(address.bucket()).key(address.prefix() + file.name()),
                AsyncResponseTransformer.toBlockingInputStream())));
  }

  private static InputStream content(ResponseInputStream<GetObjectResponse> content) {
    return new InputStream() {
      private final byte[] single = new byte[1];
      private boolean ended;

      @Override
      public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        try {
          int count = content.read(into, from, length);
          ended |= count < 0;
          return count;
        } catch (SdkException cutOff) {
          throw failed(cutOff);
        }
      }

      @Override
      public void close() throws IOException {
        if (!ended) {
          content.abort(); // Else the rest would be fetched for nothing.
        }
        content.close();
      }
    };
  }

  private static <T> T read(Supplier<T> call) throws IOException {
    try {
      return call.get();
    } catch (SdkException refused) {
      throw failed(refused);
    }
  }

  private static IOException failed(SdkException failure) {
    return new IOException("S3 did not give it: " + Fault.describe(failure), failure);
  }
}
