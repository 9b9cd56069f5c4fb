package dev.rasura.erasure;

import dev.rasura.internal.sql.DatabaseFamily;

class MariaRacesTest extends RacesContract {

    MariaRacesTest() {
        super(
                DatabaseFamily.MARIADB,
                "select count(*) from information_schema.innodb_trx where trx_state = 'LOCK WAIT' and"
                        + " trx_mysql_thread_id in (select id from information_schema.processlist where db = database())");
    }
}
