using System.Text.Json.Nodes;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.Identifiers;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Platform;

/// <summary>Contract 4: list, create and patch; there is no GET for one link and no DELETE.</summary>
internal sealed class SetupLinkRoutes(World world, EmulatorClock clock, Origin origin) : IRoutes
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(30);

    public void Map(IEndpointRouteBuilder routes)
    {
        var links = routes.MapGroup("/platform/v1/customers/{customerId}/setup_links");
        links.MapGet("", List);
        links.MapPost("", CreateAsync);
        links.MapPatch("/{setupLinkId}", UpdateAsync);
        links.MapMethods("/{setupLinkId}", ["GET", "DELETE"], IResult () => throw Refusal.NotFound("Route"));
    }

    private IResult List(HttpContext http, string customerId)
    {
        var query = new QueryReader(http.Request);
        var (status, created) = (query.OneOf("status", LinkStatus.All), query.Created());
        var found = world.Read(state => state.LinksOf(CustomerRoutes.Find(state, customerId).Id, clock.GetUtcNow())
            .Where(link => status is null || link.Status == status)
            .Where(link => created(link.CreatedAt))
            .Reverse()
            .Select(Json)
            .ToList());
        return Paging.ByPage(http, found);
    }

    private async Task<IResult> CreateAsync(HttpContext http, string customerId)
    {
        var fields = await Fields.ReadAsync(http, "setup_link", SetupLinkFields.All);
        SetupLinkFields.RefuseAtCreation(fields);
        return Answer.Created(world.Change(state =>
        {
            var customer = CustomerRoutes.Find(state, customerId);
            var now = clock.GetUtcNow();
            var reconnected = SetupLinkFields.NumberToReconnect(fields, state, customer.Id);
            var link = new SetupLink
            {
                Id = Ids.Uuid(),
                CustomerId = customer.Id,
                Token = Ids.Token(),
                CreatedAt = now,
                ExpiresAt = now + Life,
                MetaBillingMode = SetupLinkFields.BillingMode(fields),
                ReconnectPhoneNumber = reconnected?.Digits,
            };
            SetupLinkFields.Apply(fields, link, reconnected);
            RevokeActive(state, customer.Id, now);
            state.SetupLinks.Add(link);

            var json = Json(link);
            json["token"] = link.Token;
            return json;
        }));
    }

    private async Task<IResult> UpdateAsync(HttpContext http, string customerId, string setupLinkId)
    {
        var fields = await Fields.ReadAsync(http, "setup_link", SetupLinkFields.All);
        SetupLinkFields.RefuseAtUpdate(fields);
        return Answer.Data(world.Change(state =>
        {
            var customer = CustomerRoutes.Find(state, customerId);
            var link = state.Link(clock.GetUtcNow(), one => one.Id == setupLinkId && one.CustomerId == customer.Id)
                ?? throw Refusal.NotFound("Setup link");
            var status = SetupLinkFields.NewStatus(fields, link, http.Request);
            var expiresAt = fields.Has("expires_at") ? fields.Time("expires_at") : link.ExpiresAt;
            SetupLinkFields.Apply(fields, link, link.ReconnectPhoneNumber is { } digits ? state.NumberByDigits(digits) : null);
            (link.ExpiresAt, link.Status) = (expiresAt, status);
            return Json(link);
        }));
    }

    /// <summary>One active link for each customer (contract 4.5).</summary>
    private static void RevokeActive(WorldState state, string customerId, DateTimeOffset now)
    {
        foreach (var earlier in state.LinksOf(customerId, now).Where(link => link.Status == LinkStatus.Active))
            earlier.Status = LinkStatus.Revoked;
    }

    private JsonObject Json(SetupLink link) => new()
    {
        ["id"] = link.Id,
        ["status"] = link.Status,
        ["created_at"] = Answer.Time(link.CreatedAt),
        ["expires_at"] = Answer.Time(link.ExpiresAt),
        ["url"] = new Uri(origin.Address, $"/whatsapp/setup/{link.Token}").AbsoluteUri,
        ["success_redirect_url"] = link.SuccessRedirectUrl,
        ["failure_redirect_url"] = link.FailureRedirectUrl,
        ["allowed_origins"] = Answer.Array(link.AllowedOrigins),
        ["allowed_connection_types"] = Answer.Array(link.AllowedConnectionTypes),
        ["meta_billing_mode"] = link.MetaBillingMode,
        ["theme_config"] = Answer.Object(link.ThemeConfig),
        ["provision_phone_number"] = link.ProvisionPhoneNumber,
        ["phone_number_area_code"] = link.PhoneNumberAreaCode,
        ["phone_number_country_isos"] = Answer.Array(link.PhoneNumberCountryIsos),
        ["reconnect_phone_number"] = link.ReconnectPhoneNumber,
        ["language"] = link.Language,
        ["whatsapp_setup_status"] = link.WhatsappSetupStatus,
        ["whatsapp_setup_error"] = link.WhatsappSetupError,
        ["provisioned_phone_number"] = Json(link.ProvisionedPhoneNumber),
    };

    private static JsonObject? Json(ProvisionedNumber? number) => number is null ? null : new()
    {
        ["id"] = number.Id,
        ["phone_number"] = number.PhoneNumber,
        ["status"] = number.Status,
        ["country_iso"] = number.CountryIso,
        ["country_dial_code"] = number.CountryDialCode,
        ["area_code"] = number.AreaCode,
        ["display_number"] = number.DisplayNumber,
    };
}
