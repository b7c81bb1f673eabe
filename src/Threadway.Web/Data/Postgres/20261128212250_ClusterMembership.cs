using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Threadway.Web.Data.Postgres
{
    /// <inheritdoc />
    public partial class ClusterMembership : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What Orleans keeps of its silos, and the statements by which it does: it reads them from the table of this name.
            // Every change of a silo's row raises the version, and whoever does not hold the version as it is now changes
            // nothing: the version's row is locked first, so that of two changes at once the second sees the first.
            migrationBuilder.Sql(
                """
                CREATE TABLE orleansquery (
                    querykey varchar(64) NOT NULL PRIMARY KEY,
                    querytext varchar(8000) NOT NULL);

                CREATE TABLE orleansmembershipversiontable (
                    deploymentid varchar(150) NOT NULL PRIMARY KEY,
                    timestamp timestamptz(3) NOT NULL DEFAULT now(),
                    version integer NOT NULL DEFAULT 0);

                CREATE TABLE orleansmembershiptable (
                    deploymentid varchar(150) NOT NULL REFERENCES orleansmembershipversiontable ON DELETE CASCADE,
                    address varchar(45) NOT NULL,
                    port integer NOT NULL,
                    generation integer NOT NULL,
                    siloname varchar(150) NOT NULL,
                    hostname varchar(150) NOT NULL,
                    status integer NOT NULL,
                    proxyport integer NULL,
                    suspecttimes varchar(8000) NULL,
                    starttime timestamptz(3) NOT NULL,
                    iamalivetime timestamptz(3) NOT NULL,
                    PRIMARY KEY (deploymentid, address, port, generation));

                INSERT INTO orleansquery VALUES
                ('InsertMembershipVersionKey', '
                    WITH made AS (
                        INSERT INTO orleansmembershipversiontable (deploymentid) VALUES (@DeploymentId)
                        ON CONFLICT DO NOTHING RETURNING 1)
                    SELECT count(*)::int FROM made'),
                ('InsertMembershipKey', '
                    WITH held AS (
                        SELECT 1 FROM orleansmembershipversiontable WHERE deploymentid = @DeploymentId AND version = @Version FOR UPDATE),
                    made AS (
                        INSERT INTO orleansmembershiptable (deploymentid, address, port, generation, siloname, hostname, status, proxyport, starttime, iamalivetime)
                        SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM held
                        ON CONFLICT DO NOTHING RETURNING 1),
                    raised AS (
                        UPDATE orleansmembershipversiontable SET timestamp = now(), version = version + 1
                        WHERE deploymentid = @DeploymentId AND version = @Version AND EXISTS (SELECT FROM made) RETURNING 1)
                    SELECT count(*)::int FROM raised'),
                ('UpdateMembershipKey', '
                    WITH held AS (
                        SELECT 1 FROM orleansmembershipversiontable WHERE deploymentid = @DeploymentId AND version = @Version FOR UPDATE),
                    changed AS (
                        UPDATE orleansmembershiptable SET status = @Status, suspecttimes = @SuspectTimes, iamalivetime = @IAmAliveTime FROM held
                        WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation RETURNING 1),
                    raised AS (
                        UPDATE orleansmembershipversiontable SET timestamp = now(), version = version + 1
                        WHERE deploymentid = @DeploymentId AND version = @Version AND EXISTS (SELECT FROM changed) RETURNING 1)
                    SELECT count(*)::int FROM raised'),
                ('UpdateIAmAlivetimeKey', '
                    UPDATE orleansmembershiptable SET iamalivetime = @IAmAliveTime
                    WHERE deploymentid = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation'),
                ('MembershipReadRowKey', '
                    SELECT v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime, m.iamalivetime, v.version
                    FROM orleansmembershipversiontable v
                    LEFT JOIN orleansmembershiptable m ON m.deploymentid = v.deploymentid AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
                    WHERE v.deploymentid = @DeploymentId'),
                ('MembershipReadAllKey', '
                    SELECT v.deploymentid, m.address, m.port, m.generation, m.siloname, m.hostname, m.status, m.proxyport, m.suspecttimes, m.starttime, m.iamalivetime, v.version
                    FROM orleansmembershipversiontable v
                    LEFT JOIN orleansmembershiptable m ON m.deploymentid = v.deploymentid
                    WHERE v.deploymentid = @DeploymentId'),
                ('GatewaysQueryKey', '
                    SELECT address, proxyport, generation FROM orleansmembershiptable
                    WHERE deploymentid = @DeploymentId AND status = @Status AND proxyport > 0'),
                ('CleanupDefunctSiloEntriesKey', '
                    DELETE FROM orleansmembershiptable WHERE deploymentid = @DeploymentId AND iamalivetime < @IAmAliveTime AND status <> 3'),
                ('DeleteMembershipTableEntriesKey', '
                    DELETE FROM orleansmembershipversiontable WHERE deploymentid = @DeploymentId');
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE orleansmembershiptable, orleansmembershipversiontable, orleansquery");
        }
    }
}
