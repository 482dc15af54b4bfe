/** What `--help` says. */
export const help = `T1 · commands of the room

  npm run t1 -- exercise replay <file.csv> [options]   plays recorded calls into a running exercise
      --speed <n|max>    60 plays an hour in a minute; max: as fast as the room takes them   (default 60)
      --url <address>    the room                                       (default http://127.0.0.1:8080)
      --limit <n>        only the first n calls
      --silence <min>    a longer silence of the record counts as this long               (default 30)
      --run <id>         goes on with a run that was cut short; nothing is reported twice
  npm run t1 -- exercise accounts                      where the exercise password is
  npm run t1 -- admin create --username <name>         makes an administrator of an operational room
      --ministry <west|east>   --name-ar <text>   --name-en <text>
  npm run t1 -- contract write                         writes docs/contract.md from the schemas

  The file has the columns at,lat,lon,title,place (server/exercise/README.md).
  Environment: PORT, DATABASE_URL, T1_DATA_DIR, T1_EXERCISE_PASSWORD, T1_ADMIN_PASSWORD.

ط1 · أوامر الغرفة

  exercise replay <ملف>      إعادة بث سجل مكالمات في غرفة تعمل في وضع التمرين
      ‎--speed    السرعة: 60 تجعل الساعة دقيقة، وmax بأقصى سرعة
      ‎--url      عنوان الغرفة
      ‎--limit    أول عدد من المكالمات فقط
      ‎--silence  أطول صمت في السجل بالدقائق
      ‎--run      متابعة إعادة انقطعت؛ لا يتكرر أي بلاغ
  exercise accounts          مكان كلمة مرور حسابات التمرين
  admin create               إنشاء مدير نظام لغرفة تشغيلية (كلمة المرور 15 حرفًا على الأقل)
  contract write             كتابة صفحة العقد docs/contract.md
`;
