using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Threadway.Kapso.Emulator.Http;
using Threadway.Kapso.Emulator.State;

namespace Threadway.Kapso.Emulator.Meta;

/// <summary>Contract 13.4, for numbers that manage themselves: the code that proves the number, the PIN that guards it.</summary>
internal sealed partial class RegistrationRoutes(World world, EmulatorClock clock) : IRoutes
{
    private const int MostWrongPins = 5;

    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Lock = TimeSpan.FromHours(1);

    public void Map(IEndpointRouteBuilder routes)
    {
        var number = routes.MapGroup("/meta/whatsapp/{version}/{phoneNumberId}");
        number.MapPost("/request_code", RequestCodeAsync);
        number.MapPost("/verify_code", VerifyCodeAsync);
        number.MapPost("/register", RegisterAsync);
        number.MapPost("/deregister", Deregister);
    }

    private async Task<IResult> RequestCodeAsync(HttpContext http, string phoneNumberId)
    {
        var body = await MetaBody.ReadAsync(http);
        var method = body.Text("code_method") is ("SMS" or "VOICE") and var text
            ? text
            : throw MetaErrors.Parameter("code_method must be SMS or VOICE");
        var language = body.Text("language") is { } locale && Locale().IsMatch(locale)
            ? locale
            : throw MetaErrors.Parameter("language must be a locale, as en_US");
        return Change(phoneNumberId, (registration, now) => registration.Code = new VerificationCode(
            RandomNumberGenerator.GetString("0123456789", 6), method, language, now + CodeLife));
    }

    private async Task<IResult> VerifyCodeAsync(HttpContext http, string phoneNumberId)
    {
        var body = await MetaBody.ReadAsync(http);
        var code = body.Text("code") ?? throw MetaErrors.Parameter("code is required");
        return Change(phoneNumberId, (registration, now) =>
        {
            if (registration.Code is not { } sent || sent.Until <= now)
                throw MetaErrors.Parameter("code: none was requested in the last 10 minutes");
            if (sent.Digits != code)
                throw MetaErrors.Parameter("code is not the one that was sent");
            (registration.IsVerified, registration.Code) = (true, null);
        });
    }

    private async Task<IResult> RegisterAsync(HttpContext http, string phoneNumberId)
    {
        var body = await MetaBody.ReadForWhatsAppAsync(http);
        var pin = body.Text("pin") is { } text && SixDigits().IsMatch(text) ? text : throw MetaErrors.Parameter("pin must have 6 digits");
        if (body.Text("data_localization_region") is { } region && !Region().IsMatch(region))
            throw MetaErrors.Parameter("data_localization_region must be a two-letter country code in capitals");

        return Change(phoneNumberId, (registration, now) =>
        {
            if (!registration.IsVerified)
                throw MetaErrors.BadRequest(133006, "Phone number re-verification needed", "Request a code and verify it before registering");
            if (registration.LockedUntil > now)
                throw MetaErrors.BadRequest(133008, "Too many two step verification PIN guesses", "Wait an hour before the next one");
            if (registration.Pin is { } known && known != pin)
                throw WrongPin(registration, now);
            (registration.IsRegistered, registration.Pin, registration.WrongPins) = (true, pin, 0);
        });
    }

    /// <summary>Whoever comes back proves the number again, so that the whole way can be walked here.</summary>
    private IResult Deregister(string phoneNumberId) => Change(phoneNumberId, (registration, _) =>
    {
        if (!registration.IsRegistered)
            throw MetaErrors.NotRegistered();
        (registration.IsRegistered, registration.IsVerified, registration.Code) = (false, false, null);
    });

    private static Refusal WrongPin(Registration registration, DateTimeOffset now)
    {
        if (++registration.WrongPins >= MostWrongPins)
            (registration.WrongPins, registration.LockedUntil) = (0, now + Lock);
        return MetaErrors.BadRequest(133005, "Two step verification PIN mismatch", "pin is not the one that this number was registered with");
    }

    private IResult Change(string phoneNumberId, Action<Registration, DateTimeOffset> change)
    {
        world.Change(state =>
        {
            var number = SendRoutes.FindSender(state, phoneNumberId);
            if (number.IsSandbox)
                throw MetaErrors.Sandbox("be registered");
            if (number.IsCoexistence)
                throw MetaErrors.Parameter("A number that is used in the WhatsApp Business app is registered there");
            change(number.Registration, clock.GetUtcNow());
        });
        return Answer.Json(new JsonObject { ["success"] = true });
    }

    [GeneratedRegex(@"\A[a-z]{2,3}(_[A-Z]{2})?\z")]
    private static partial Regex Locale();

    [GeneratedRegex(@"\A[0-9]{6}\z")]
    private static partial Regex SixDigits();

    [GeneratedRegex(@"\A[A-Z]{2}\z")]
    private static partial Regex Region();
}
