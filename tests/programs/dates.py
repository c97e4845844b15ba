from datetime import date, datetime, timedelta, timezone
import calendar
d = datetime(2024, 2, 28, 13, 5, 9)
print(d, repr(d), d.isoformat(), d + timedelta(days=2, hours=3), d.strftime("%Y/%m/%d %H:%M:%S %a %b %j"), d.weekday())
print(datetime.strptime("03 Mar 2021", "%d %b %Y").date(), date(2024, 12, 25) - date(2024, 1, 1), timedelta(seconds=3661), date.fromisoformat("2020-02-29").replace(year=2024))
print(datetime(2024, 1, 1, tzinfo=timezone.utc).astimezone(timezone(timedelta(hours=2))), timedelta(days=1) / 2, timedelta(1) > timedelta(0, 5))
print(calendar.isleap(2000), calendar.monthrange(2024, 2)[1], d.timestamp() > 0, f"{d:%H:%M}", divmod(timedelta(days=3), timedelta(days=2)))
