using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Threadway.Web.Data;
using Threadway.Web.Hosting;

namespace Threadway.Web.Accounts.SignIn;

/// <summary>Who a number belongs to: one row for each person, however the number is spelled.</summary>
internal sealed class SignInAccounts(UserManager<User> users, ThreadwayDb db, TimeProvider time)
{
    /// <summary>
    /// All that is done for a number is done one after the other, for both of its spellings, on whichever node: guesses sent at
    /// the same moment are counted each, and of two tabs with a spelling each the second sees what the first has made.
    /// </summary>
    /// <param name="work">May be done again from its beginning, where the database was lost in the middle.</param>
    public Task<T> InTurnAsync<T>(string e164, Func<Task<T>> work) => db.InTurnAsync(
        $"sign-in {string.Join(' ', ((string?[])[e164, Phone.OtherSpelling(e164)]).Order(StringComparer.Ordinal))}", _ => work(), WasStoredAsync);

    /// <summary>Where both Mexican spellings were stored once, the one that is in use is the person.</summary>
    public Task<User?> FindAsync(string e164)
    {
        var spellings = Phone.StoredAs(e164);
        return users.Users
            .Where(user => spellings.Contains(user.PhoneNumber))
            .OrderByDescending(user => user.PhoneNumberConfirmed)
            .ThenByDescending(user => user.KapsoCustomerId != null)
            .ThenBy(user => user.CreatedAt)
            .FirstOrDefaultAsync();
    }

    public async Task<User> FindOrAddAsync(string e164)
    {
        if (await FindAsync(e164) is { } known) return known;

        var user = new User
        {
            Id = Guid.CreateVersion7(),
            UserName = e164,
            PhoneNumber = e164,
            CreatedAt = time.GetUtcNow(),
        };
        Identities.ThrowUnlessSucceeded(await users.CreateAsync(user));
        return user;
    }

    /// <summary>
    /// Lets in who proved the number, and uses the code up. A first sign-in makes the account, unless the number's other spelling
    /// has one and <paramref name="newAccount"/> does not say that it is another person's: then nothing changes, the code stays
    /// good, and the other spelling is returned.
    /// </summary>
    public async Task<string?> AdmitAsync(User user, string e164, bool newAccount)
    {
        if (!user.PhoneNumberConfirmed && !newAccount && Phone.OtherSpelling(e164) is { } other
            && await users.Users.AnyAsync(u => u.PhoneNumber == other && u.PhoneNumberConfirmed))
            return other;

        await SignInCodes.UseUpAsync(users, user);
        user.PhoneNumberConfirmed = true;
        Identities.ThrowUnlessSucceeded(await users.UpdateAsync(user));
        return null;
    }

    /// <summary>Every change gives the user a stamp of its own.</summary>
    private async Task<bool> WasStoredAsync(CancellationToken cancellationToken) =>
        db.ChangeTracker.Entries<User>().SingleOrDefault()?.Entity is { } user
        && await db.Users.AnyAsync(u => u.Id == user.Id && u.ConcurrencyStamp == user.ConcurrencyStamp, cancellationToken);
}
