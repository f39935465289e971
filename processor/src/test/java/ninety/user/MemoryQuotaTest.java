package ninety.user;

final class MemoryQuotaTest extends QuotaContract {

  private final MemoryQuota quota = new MemoryQuota();

  @Override
  protected Quota quota() {
    return quota;
  }
}
