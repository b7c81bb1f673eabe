using Microsoft.EntityFrameworkCore;
using Threadway.Web.Connections.Numbers;
using Threadway.Web.Data;
using Threadway.Web.Hosting;
using Threadway.Web.Kapso;

namespace Threadway.Web.Connections.Redirects;

/// <summary>Where one can say hello to a number.</summary>
/// <param name="Emulated">An emulated phone's screen instead of WhatsApp.</param>
public sealed record Greeting(Uri Address, bool Emulated);

/// <summary>Finds where a first message can be written from: WhatsApp, or the user's own emulated phone.</summary>
internal sealed class Greetings(EmulatorNotice emulator, IDbContextFactory<ThreadwayDb> databases)
{
    /// <summary>Null where the number is not known: there is nobody to write to yet.</summary>
    public async Task<Greeting?> ForAsync(Guid userId, ConnectionView connection, CancellationToken cancellationToken)
    {
        if (Phone.ToE164(connection.PhoneNumber) is not { } number) return null;
        if (!emulator.Active) return new(new Uri($"https://wa.me/{number[1..]}"), Emulated: false);

        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var own = await db.Users.Where(user => user.Id == userId).Select(user => user.PhoneNumber).SingleOrDefaultAsync(cancellationToken);
        // Nobody writes to themselves: whose own number it is picks another phone.
        var phone = own is null || own == number ? emulator.PhonesPage : emulator.PhonePage(own);
        return phone is null ? null : new(phone, Emulated: true);
    }
}
