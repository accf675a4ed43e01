package io.stackseed.run;

class InMemoryWriteScheduleTest extends WriteScheduleContract {
  private final WriteSchedule schedule = new InMemoryWriteSchedule();

  @Override
  protected WriteSchedule schedule() {
    return schedule;
  }
}
