package ninety.finding;

final class MemoryNoticesTest extends NoticesContract {

  private final MemoryNotices notices = new MemoryNotices();

  @Override
  protected Notices notices() {
    return notices;
  }
}
